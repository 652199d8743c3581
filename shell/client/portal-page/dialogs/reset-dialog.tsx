import { isProblem } from '@yimen/problem';
import type { PageView } from '@yimen/shell-contract';
import type { ReactNode } from 'react';
import { resetPage } from '../../api/pages.ts';
import { Button } from '../../app/button.tsx';
import { Dialog } from '../../app/dialog.tsx';
import { describeProblem, useServices, useShellLocale, useTexts } from '../../app/shell-services.ts';
import { pageDialogTexts } from '../../i18n/page-dialog-texts.ts';
import { changesBetween } from '../changes-between.ts';

/** Asks before all personal changes of the page are forgotten; a notice offers the undo. */
export function ResetDialog({
  view,
  onClose,
}: {
  readonly view: PageView;
  readonly onClose: () => void;
}): ReactNode {
  const texts = useTexts();
  const locale = useShellLocale();
  const dialogTexts = pageDialogTexts[locale];
  const { page, notices } = useServices();
  const { slug } = view.page;
  const reset = async () => {
    onClose();
    try {
      const fresh = await resetPage(slug);
      page.accept(slug, fresh);
      const back = changesBetween(fresh, view);
      const undo = () => {
        page.change(back, Object.values(view.releases)).catch(() => undefined);
      };
      notices.show({
        tone: 'success',
        text: texts.resetDone,
        ...(back.length > 0 && { action: { label: texts.undo, run: undo } }),
      });
    } catch (error) {
      if (isProblem(error)) notices.show({ tone: 'error', text: describeProblem(error, locale) });
    }
  };
  return (
    <Dialog
      title={dialogTexts.resetTitle}
      onClose={onClose}
      footer={
        <>
          <Button data-autofocus="true" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button tone="danger" onClick={() => void reset()}>
            {dialogTexts.resetConfirm}
          </Button>
        </>
      }
    >
      {dialogTexts.resetIntro}
    </Dialog>
  );
}
