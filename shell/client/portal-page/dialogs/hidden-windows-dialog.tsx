import type { PageView, WindowView } from '@yimen/shell-contract';
import type { ReactNode } from 'react';
import { Button } from '../../app/button.tsx';
import { Dialog } from '../../app/dialog.tsx';
import { useServices, useShellLocale } from '../../app/shell-services.ts';
import { pageDialogTexts } from '../../i18n/page-dialog-texts.ts';
import { windowTitle } from '../window/window-title.ts';
import styles from './dialog-list.module.css';

/** Windows that the person hid, to bring back. */
export function HiddenWindowsDialog(props: {
  readonly view: PageView;
  readonly onClose: () => void;
}): ReactNode {
  const { view, onClose } = props;
  const locale = useShellLocale();
  const texts = pageDialogTexts[locale];
  const { page } = useServices();
  const hidden = view.windows.filter(({ isHidden }) => isHidden);
  const bringBack = (window: WindowView) => {
    page.change([{ op: 'show', nodeId: window.id }]).catch(() => undefined);
    if (hidden.length === 1) onClose();
  };
  return (
    <Dialog title={texts.hiddenTitle} onClose={onClose}>
      <ul className={styles.list}>
        {hidden.map((window) => {
          const title = windowTitle(window, view.releases[window.portlet], locale);
          return (
            <li key={window.id}>
              <span className={styles.name}>{title}</span>
              <Button aria-label={texts.bringBackNamed(title)} onClick={() => bringBack(window)}>
                {texts.bringBack}
              </Button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
