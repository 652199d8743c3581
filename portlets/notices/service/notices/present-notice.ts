import type { NoticeAudience, NoticeDetail, NoticeSummary } from '../../contract/index.ts';
import type { ListedNotice, OpenedNotice } from './notice-lists.ts';

/** A line of a list. A notice that its reader only manages is nothing new to her. */
export function presentSummary(row: ListedNotice): NoticeSummary {
  return {
    ...common(row),
    isUnread: row.is_unread && row.state === 'published',
    hasAttachments: row.is_with_files,
  };
}

/** A notice's page. */
export function presentDetail(
  { notice, attachments, isRead }: OpenedNotice,
  managed: { audience: NoticeAudience; readers: number } | null,
): NoticeDetail {
  return {
    ...common(notice),
    body: notice.body_json,
    validFrom: notice.valid_from,
    validUntil: notice.valid_until,
    isRead,
    attachments: attachments.map(({ id, name, media_type, size }) => ({
      id,
      name,
      mediaType: media_type,
      size,
    })),
    managed: managed && { ...managed, revision: notice.revision },
  };
}

function common(row: Omit<ListedNotice, 'is_unread' | 'is_with_files'>) {
  return {
    id: row.id,
    title: row.title,
    documentNumber: row.document_number,
    category: row.category,
    author: row.author,
    unitName: row.unit_name,
    state: row.state,
    isPinned: row.is_pinned,
    publishedAt: row.published_at,
    changedAt: row.changed_at,
  };
}
