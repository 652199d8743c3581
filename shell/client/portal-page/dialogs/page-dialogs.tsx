// One chunk for everything that is opened from a page's buttons: none of it is needed for the first screen.
export { CatalogueDialog } from '../../catalogue/catalogue-dialog.tsx';
export { DiagnosisDialog } from '../diagnosis/diagnosis-dialog.tsx';
export { RenameDialog } from '../window/rename-dialog.tsx';
export { HiddenWindowsDialog } from './hidden-windows-dialog.tsx';
export { ResetDialog } from './reset-dialog.tsx';
export { TrayDialog } from './tray-dialog.tsx';
