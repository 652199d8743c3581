import type { PageView } from '@yimen/shell-contract';
import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand/react';
import { Button } from '../app/button.tsx';
import { useServices, useTexts } from '../app/shell-services.ts';
import { LazyDialog } from './dialogs/lazy-dialog.tsx';
import styles from './page-toolbar.module.css';

type ToolbarProps = {
  readonly view: PageView;
  readonly title: string;
  readonly isArranging: boolean;
  readonly onArrange: (isArranging: boolean) => void;
};

type OpenDialog = 'catalogue' | 'hidden' | 'reset' | 'tray' | null;

/** Title of the page and what the person can do with it. */
export function PageToolbar({ view, title, isArranging, onArrange }: ToolbarProps): ReactNode {
  const texts = useTexts();
  const { session, navigator } = useServices();
  const canCompose = useStore(session, (state) => state.session.permissions.composePages);
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const close = () => setDialog(null);
  const hidden = view.windows.filter(({ isHidden }) => isHidden);
  return (
    <div className={styles.bar}>
      <h1 className={styles.title}>{title}</h1>
      <SavingState />
      <div className={styles.actions}>
        {view.tray.length > 0 && (
          <Button tone="quiet" icon="tray" onClick={() => setDialog('tray')}>
            {texts.trayItems(view.tray.length)}
          </Button>
        )}
        {hidden.length > 0 && (
          <Button tone="quiet" icon="hidden" onClick={() => setDialog('hidden')}>
            {texts.hiddenWindows(hidden.length)}
          </Button>
        )}
        <Button icon="add" onClick={() => setDialog('catalogue')}>
          {texts.addModule}
        </Button>
        <Button
          tone={isArranging ? 'primary' : 'plain'}
          icon={isArranging ? 'check' : 'arrange'}
          onClick={() => onArrange(!isArranging)}
        >
          {isArranging ? texts.done : texts.arrange}
        </Button>
        <Button icon="reset" onClick={() => setDialog('reset')}>
          {texts.reset}
        </Button>
        {canCompose && (
          <Button icon="compose" onClick={() => navigator.open({ kind: 'compose', pageId: view.page.id })}>
            {texts.compose}
          </Button>
        )}
      </div>
      {dialog && (
        <LazyDialog onClose={close}>
          {(dialogs) => {
            const Open = {
              catalogue: dialogs.CatalogueDialog,
              hidden: dialogs.HiddenWindowsDialog,
              reset: dialogs.ResetDialog,
              tray: dialogs.TrayDialog,
            }[dialog];
            return <Open view={view} onClose={close} />;
          }}
        </LazyDialog>
      )}
    </div>
  );
}

function SavingState(): ReactNode {
  const texts = useTexts();
  const { queue } = useServices();
  const status = useStore(queue.store, (state) => state.status);
  return (
    <span role="status" className={styles.saving}>
      {status === 'saving' ? texts.saving : status === 'offline' ? texts.offline : ''}
    </span>
  );
}
