import { useLocale, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { ErrorState, LoadingState } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import type { NoticeDetail } from '../contract/notice.ts';
import { NoticeForm } from './notice-form.tsx';
import { NoticePage } from './notice-page.tsx';

/** The form: empty, or filled with the notice to change. */
export function WritePage({ id }: { id: string | undefined }): ReactNode {
  if (id === undefined) return <NewNotice />;
  return <ChangedNotice />;
}

function NewNotice(): ReactNode {
  return <NoticeForm notice={undefined} />;
}

function ChangedNotice(): ReactNode {
  const locale = useLocale();
  const { data, problem, isLoading, isRefreshing, refresh } = useResource<NoticeDetail>('notice');
  // What is being changed is what was opened: a notice that changes meanwhile must not change the form.
  const [opened, setOpened] = useState<NoticeDetail>();
  if (opened) return <NoticeForm notice={opened} />;
  if (data?.managed) setOpened(data);
  if (isLoading || data?.managed) return <LoadingState lines={8} />;
  // Somebody else's notice: it can be read, not changed.
  if (data) return <NoticePage />;
  return <ErrorState problem={shownProblem(problem, locale)} onRetry={refresh} isRetrying={isRefreshing} />;
}
