import { useLocale, useMessages, usePreferences, useRenderParameter } from '@yimen/portlet-sdk';
import { formatDate, List, type ListItemParts, Tag } from '@yimen/ui';
import { PaperClipOutlined } from '@yimen/ui/icons';
import type { ReactNode } from 'react';
import type { NoticeSummary } from '../contract/notice.ts';
import { NoticeStateTag, useCategoryNames } from './notice-labels.tsx';
import { noticesMessages } from './notices-messages.ts';
import type { Show } from './notices-page.tsx';

/** Lines of notices; what the person has not read is bold and marked 新. */
export function NoticeList({ items, show }: { items: readonly NoticeSummary[]; show: Show }): ReactNode {
  const text = useMessages(noticesMessages);
  const locale = useLocale();
  const categories = useCategoryNames();
  const [, open] = useRenderParameter('notice');
  const [{ showIssuer }] = usePreferences<{ showIssuer: boolean }>();

  const line = (notice: NoticeSummary): ListItemParts => {
    const meta = [categories[notice.category], notice.unitName, notice.documentNumber];
    return {
      title: <Title notice={notice} />,
      strong: notice.isUnread,
      onOpen: () => open(notice.id),
      ...(showIssuer && { meta: meta.filter(Boolean).join(' · ') }),
      ...(show === 'managed' && { prefix: <NoticeStateTag state={notice.state} /> }),
      extra: formatDate(notice.publishedAt ?? notice.changedAt, { locale }),
    };
  };
  const empty = { all: text.noneAll, unread: text.noneUnread, managed: text.noneManaged };
  return (
    <List
      items={items}
      itemKey={(notice) => notice.id}
      renderItem={line}
      label={text.list}
      emptyText={empty[show]}
    />
  );
}

function Title({ notice }: { notice: NoticeSummary }): ReactNode {
  const text = useMessages(noticesMessages);
  return (
    <>
      {notice.isUnread && <Tag color="red">{text.isNew}</Tag>}
      {notice.isPinned && <Tag color="blue">{text.pinned}</Tag>}
      {notice.title}
      {notice.hasAttachments && (
        <>
          {' '}
          <PaperClipOutlined role="img" aria-label={text.withFiles} />
        </>
      )}
    </>
  );
}
