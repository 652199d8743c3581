import { type NoticeImportRequest, parseBody } from '../contract/index.ts';
import { dayAfter, momentBefore } from './day-before.ts';
import { issuers, noticeEntries } from './notice-entries.ts';

/** A request to this service's administration API: PUT `path` with `body`. Repeating it changes nothing. */
export type AdministrationRequest = { method: 'PUT'; path: string; body: NoticeImportRequest };

const mark = '（演示数据）';

/**
 * The demonstration notices as requests to the administration API (scope `notices:admin`), in any order.
 *
 * @param today the day by which their dates are counted, `YYYY-MM-DD`
 */
export function demonstrationNotices({ today }: { today: string }): AdministrationRequest[] {
  const year = Number(today.slice(0, 4));
  return noticeEntries(year).map((entry): AdministrationRequest => {
    const { unitId, unitName, author } = issuers[entry.from];
    const body: NoticeImportRequest = {
      title: entry.title,
      documentNumber: entry.number ?? null,
      category: entry.category,
      body: [...parseBody(entry.text), { kind: 'paragraph', text: `${unitName}${mark}` }],
      unitName,
      unitId,
      author,
      audience: entry.unitIds ? { kind: 'units', unitIds: entry.unitIds } : { kind: 'everyone' },
      isPinned: entry.isPinned ?? false,
      validUntil: entry.validForDays === undefined ? null : dayAfter(today, entry.validForDays),
      publishedAt: momentBefore(today, entry.daysAgo, entry.time),
      attachments: entry.files ?? [],
    };
    return { method: 'PUT', path: `/api/admin/notices/${entry.id}`, body };
  });
}
