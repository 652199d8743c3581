import Router from '@koa/router';
import { problem } from '@yimen/problem';
import { type PortalNotifier, requireScope, validate } from '@yimen/service-kit';
import type { Context } from 'koa';
import { z } from 'zod';
import { noticeDetail, noticeId, noticePage, noticeQuery } from '../../contract/index.ts';
import { scopes } from '../config.ts';
import type { ReadLog } from '../reading/read-log.ts';
import { bureauDay } from '../time/bureau-day.ts';
import type { NoticeLists, OpenedNotice } from './notice-lists.ts';
import { isManagedBy } from './notice-policy.ts';
import { presentDetail, presentSummary } from './present-notice.ts';
import { onlyPeople, type Reader, readerOf } from './reader.ts';

const byId = z.object({ id: noticeId });
const byAttachment = z.object({ id: noticeId, attachmentId: z.string().regex(/^[A-Za-z0-9-]{1,80}$/) });

/** What people read. */
export function readerRoutes(o: {
  lists: NoticeLists;
  readLog: ReadLog;
  notifier: PortalNotifier;
  clock: () => number;
}): Router {
  const { lists, readLog, notifier, clock } = o;
  const router = new Router({ prefix: '/api/notices', sensitive: true });
  const guards = [requireScope(scopes.read), onlyPeople] as const;
  const today = () => bureauDay(clock());
  const open = async (reader: Reader, id: string): Promise<OpenedNotice> => {
    const opened = await lists.open(reader, id, today());
    if (!opened) throw problem('not-found');
    return opened;
  };
  // Her other windows and tabs show the unread count, too.
  const tellHer = (sub: string) => void notifier.notify({ topic: 'notices.changed', subjects: [sub] });

  router.get('/', ...guards, validate({ query: noticeQuery, response: noticePage }), async (ctx) => {
    const reader = readerOf(ctx);
    const { query } = ctx.input;
    if (query.show === 'managed' && !reader.isPublisher) throw problem('forbidden');
    const { rows, total, unread } = await lists.page(reader, query, today());
    ctx.body = { items: rows.map(presentSummary), total, unread };
  });

  router.get('/detail', ...guards, validate({ query: byId, response: noticeDetail }), async (ctx) => {
    const reader = readerOf(ctx);
    const opened = await open(reader, ctx.input.query.id);
    const { notice } = opened;
    const managed = isManagedBy(notice, reader)
      ? { audience: await lists.audience(notice), readers: await readLog.count(notice.id) }
      : null;
    ctx.body = presentDetail(opened, managed);
  });

  router.post('/:id/read', ...guards, validate({ params: byId }), async (ctx) => {
    const reader = readerOf(ctx);
    const { notice } = await open(reader, ctx.input.params.id);
    const isFirst = notice.state === 'published' && (await readLog.mark(notice.id, reader, clock()));
    if (isFirst) tellHer(reader.sub);
    ctx.status = 204;
  });

  router.post('/read-all', ...guards, async (ctx) => {
    const reader = readerOf(ctx);
    const marked = await readLog.markAll(reader, today(), clock());
    if (marked > 0) tellHer(reader.sub);
    ctx.body = { marked };
  });

  router.get('/:id/attachments/:attachmentId', ...guards, validate({ params: byAttachment }), async (ctx) => {
    const { id, attachmentId } = ctx.input.params;
    await open(readerOf(ctx), id);
    const file = await lists.attachment(id, attachmentId);
    if (!file) throw problem('not-found');
    sendAttachment(ctx, file);
  });
  return router;
}

/** Always as a download, never shown in the portal's origin: an attachment is somebody else's content. */
function sendAttachment(
  ctx: Context,
  file: { id: string; name: string; media_type: string; content: Uint8Array },
): void {
  // RFC 6266, 4.3: filename* carries the Chinese name, filename is for what cannot read it.
  ctx.attachment(file.name);
  ctx.type = file.media_type;
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('cache-control', 'private, no-cache');
  // The content behind an id never changes.
  ctx.etag = file.id;
  if (isHeldBy(ctx)) {
    ctx.status = 304;
    return;
  }
  ctx.body = Buffer.from(file.content);
}

/** Not `ctx.fresh`: the portal's gateway adds `cache-control: no-cache` to conditional requests, as fetch must. */
function isHeldBy(ctx: Context): boolean {
  const held = ctx.get('if-none-match').split(',');
  return held.some((tag) => tag.trim().replace(/^W\//, '') === ctx.response.get('etag'));
}
