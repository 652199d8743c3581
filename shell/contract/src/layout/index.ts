export { type ApplyResult, applyChange, applyChanges } from './apply-changes.ts';
export { arrangeNode, type Direction, isSamePlace, stepPlace } from './arrange-node.ts';
export { compactLayout, fitColumns } from './compact-layout.ts';
export { discardTray } from './discard-tray.ts';
export { type MergedLayout, mergeLayout } from './merge-layout.ts';
export { type GridNode, MINIMIZED_ROWS, occupiedRows } from './occupied-rows.ts';
export {
  type AdjustedPreference,
  GRID_COLUMNS,
  type LayoutChange,
  type LayoutNode,
  type Lock,
  type MergedNode,
  type PersonalLayout,
  type PersonalNode,
  type Place,
  type TrayItem,
  type TrayReason,
} from './page-layout.ts';
export { placeNew } from './place-new.ts';
export { type PortletRules, type PortletStatus, permissivePortletRules } from './portlet-rules.ts';
