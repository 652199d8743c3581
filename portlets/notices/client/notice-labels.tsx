import { useMessages } from '@yimen/portlet-sdk';
import { StatusTag, type StatusTone } from '@yimen/ui';
import type { ReactNode } from 'react';
import type { NoticeCategory, NoticeState } from '../contract/notice-rules.ts';
import { noticesMessages } from './notices-messages.ts';

/** Names of the categories in the language of the page. */
export function useCategoryNames(): Record<NoticeCategory, string> {
  const text = useMessages(noticesMessages);
  return {
    notice: text.categoryNotice,
    announcement: text.categoryAnnouncement,
    policy: text.categoryPolicy,
    download: text.categoryDownload,
  };
}

const tones: Record<NoticeState, StatusTone> = {
  draft: 'neutral',
  published: 'success',
  withdrawn: 'warning',
};

/** 草稿, 已发布, 已撤销. */
export function NoticeStateTag({ state }: { state: NoticeState }): ReactNode {
  const text = useMessages(noticesMessages);
  const names = {
    draft: text.stateDraft,
    published: text.statePublished,
    withdrawn: text.stateWithdrawn,
  };
  return <StatusTag tone={tones[state]}>{names[state]}</StatusTag>;
}
