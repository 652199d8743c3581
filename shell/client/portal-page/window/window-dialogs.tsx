import type { PortletMode } from '@yimen/portlet-sdk';
import { useObservable } from '@yimen/portlet-sdk';
import type { ReleaseView, WindowView } from '@yimen/shell-contract';
import type { ReactNode } from 'react';
import { Dialog } from '../../app/dialog.tsx';
import { LoadingPart } from '../../app/loading-part.tsx';
import { useServices, useShellLocale, useTexts } from '../../app/shell-services.ts';
import { useLoaded } from '../../app/use-loaded.ts';
import { observableValue } from '../../portlet-container/observable.ts';
import type { WindowController, WindowSnapshot } from '../../portlet-container/window-controller.ts';
import styles from './window-dialogs.module.css';

type DialogsProps = {
  readonly window: WindowView;
  readonly release: ReleaseView | null;
  readonly title: string;
  readonly controller: WindowController | undefined;
  readonly mode: PortletMode;
};

/** Stands in for the snapshot of a window without a portlet. */
export const noSnapshot = observableValue<WindowSnapshot>({ status: 'loading' });

/** Settings and help that the shell draws, where the portlet has no code of its own for the mode. */
export function WindowDialogs({ window, release, title, controller, mode }: DialogsProps): ReactNode {
  const { navigator } = useServices();
  const snapshot = useObservable(controller?.snapshot ?? noSnapshot);
  if (mode === 'view' || !release || snapshot.status === 'loading') return null;
  if (snapshot.status === 'ready' && snapshot.mount.ownModes.includes(mode)) return null;
  const close = () => navigator.renderState.setMode(window.id, 'view');
  if (mode === 'edit')
    return <SettingsDialog window={window} release={release} title={title} onClose={close} />;
  return <HelpDialog release={release} title={title} onClose={close} />;
}

type HelpProps = { readonly release: ReleaseView; readonly title: string; readonly onClose: () => void };

function HelpDialog({ release, title, onClose }: HelpProps): ReactNode {
  const texts = useTexts();
  const locale = useShellLocale();
  const { help, description } = release.descriptor;
  return (
    <Dialog title={texts.help(title)} size="medium" onClose={onClose}>
      <p className={styles.help}>{(help ?? description)[locale]}</p>
      <p className={styles.version}>{`${release.descriptor.title[locale]} ${release.version}`}</p>
    </Dialog>
  );
}

const loadForm = () => import('./preference-form.tsx');

type SettingsProps = HelpProps & { readonly window: WindowView };

function SettingsDialog({ window, release, title, onClose }: SettingsProps): ReactNode {
  const texts = useTexts();
  const { value, ...loading } = useLoaded(loadForm);
  return (
    <Dialog title={texts.settings(title)} size="medium" onClose={onClose}>
      {value ? (
        <value.PreferenceForm window={window} release={release} onClose={onClose} />
      ) : (
        <LoadingPart {...loading} />
      )}
    </Dialog>
  );
}
