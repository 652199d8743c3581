import { useQuery } from '@tanstack/react-query';
import type { AdminPageDetail } from '@yimen/shell-contract';
import type { ReactNode } from 'react';
import { pageVersionsQuery } from '../api/admin-pages.ts';
import { Button } from '../app/button.tsx';
import { Dialog } from '../app/dialog.tsx';
import { LoadingPart } from '../app/loading-part.tsx';
import { useLocalized, useServices, useShellLocale } from '../app/shell-services.ts';
import styles from '../portal-page/dialogs/dialog-list.module.css';
import { useAct, useComposer, useComposerTexts } from './composer-context.ts';

type VersionsProps = { readonly page: AdminPageDetail; readonly onClose: () => void };

/** The published versions of a page; any of them can become the draft again. */
export function VersionsDialog({ page, onClose }: VersionsProps): ReactNode {
  const texts = useComposerTexts();
  const locale = useShellLocale();
  const localized = useLocalized();
  const { queries } = useServices();
  const composer = useComposer();
  const act = useAct();
  const { data, isError, refetch } = useQuery({ ...pageVersionsQuery(page.id), staleTime: 0 }, queries);
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const restore = (version: number) => {
    onClose();
    void act(
      () => composer.restore(version),
      () => (composer.store.getState().hasConflict ? null : texts.versionRestored(version)),
    );
  };
  return (
    <Dialog title={texts.versionsTitle(localized(page.title))} size="medium" onClose={onClose}>
      {!data && <LoadingPart hasFailed={isError} retry={() => void refetch()} />}
      {data?.length === 0 && <p className={styles.intro}>{texts.noVersions}</p>}
      <ul className={styles.list}>
        {data?.map(({ version, publishedAt, publishedBy, windows }) => (
          <li key={version}>
            <span className={styles.name}>
              {texts.version(version)}
              {version === page.version && ` · ${texts.current}`}
              <small>
                {time.format(publishedAt)} · {texts.versionBy(publishedBy, windows)}
              </small>
            </span>
            <Button aria-label={texts.restoreNamed(version)} onClick={() => restore(version)}>
              {texts.restore}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
