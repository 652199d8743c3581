import type { ReactNode } from 'react';
import { Dialog } from '../../app/dialog.tsx';
import { LoadingPart } from '../../app/loading-part.tsx';
import { useTexts } from '../../app/shell-services.ts';
import { useLoaded } from '../../app/use-loaded.ts';

/** Loads the chunk with the page's dialogs; it is fetched once, and ahead of time when the page is idle. */
export const loadPageDialogs = () => import('./page-dialogs.tsx');

type PageDialogs = Awaited<ReturnType<typeof loadPageDialogs>>;

type LazyDialogProps = {
  readonly onClose: () => void;
  /** Draws the dialog once its code is there. */
  readonly children: (dialogs: PageDialogs) => ReactNode;
};

/** A dialog whose code is not part of the first screen. */
export function LazyDialog({ onClose, children }: LazyDialogProps): ReactNode {
  const texts = useTexts();
  const { value, ...loading } = useLoaded(loadPageDialogs);
  if (value) return children(value);
  if (!loading.hasFailed) return null;
  return (
    <Dialog title={texts.loading} onClose={onClose}>
      <LoadingPart {...loading} />
    </Dialog>
  );
}
