import Router from '@koa/router';
import { problem } from '@yimen/problem';
import { type PortalNotifier, requireRole, requireScope, validate } from '@yimen/service-kit';
import { z } from 'zod';
import {
  noticeContent,
  noticeId,
  noticeRevision,
  noticeWritten,
  publisherRole,
  readerPage,
  revisionOf,
  unitChoices,
} from '../../contract/index.ts';
import { scopes } from '../config.ts';
import type { NoticeLists } from '../notices/notice-lists.ts';
import { isManagedBy } from '../notices/notice-policy.ts';
import { onlyPeople, readerOf } from '../notices/reader.ts';
import type { ReadLog } from '../reading/read-log.ts';
import { bureauDay } from '../time/bureau-day.ts';
import type { UnitDirectory } from '../units/unit-directory.ts';
import type { NoticeStore } from './notice-store.ts';
import { takeSubmission } from './take-submission.ts';

const params = z.object({ id: noticeId });
const paging = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(100).default(20),
});

/** What people with role notice-publisher write. */
export function publisherRoutes(o: {
  store: NoticeStore;
  lists: NoticeLists;
  readLog: ReadLog;
  units: UnitDirectory;
  notifier: PortalNotifier;
  clock: () => number;
}): Router {
  const { store, notifier, clock } = o;
  const router = new Router({ prefix: '/api/notices', sensitive: true });
  const guards = [requireScope(scopes.read, scopes.publish), onlyPeople, requireRole(publisherRole)] as const;
  const response = noticeWritten;
  const tellAll = () => void notifier.notify({ topic: 'notices.changed' });

  router.get('/units', ...guards, validate({ response: unitChoices }), async (ctx) => {
    ctx.body = await o.units.all();
  });

  // The right is checked before a byte of the form is read.
  router.post('/', ...guards, validate({ response }), async (ctx) => {
    const { content, attachments } = await takeSubmission(ctx.req, noticeContent);
    ctx.body = await store.create(readerOf(ctx), content, attachments, clock());
    ctx.status = 201;
  });

  router.put('/:id', ...guards, validate({ params, response }), async (ctx) => {
    const { content, attachments } = await takeSubmission(ctx.req, noticeRevision);
    ctx.body = await store.revise(readerOf(ctx), ctx.input.params.id, content, attachments, clock());
    tellAll();
  });

  router.post('/:id/publish', ...guards, validate({ params, body: revisionOf, response }), async (ctx) => {
    ctx.body = await store.publish(readerOf(ctx), ctx.input.params.id, ctx.input.body.revision, clock());
    tellAll();
  });

  router.post('/:id/withdraw', ...guards, validate({ params, body: revisionOf, response }), async (ctx) => {
    ctx.body = await store.withdraw(readerOf(ctx), ctx.input.params.id, ctx.input.body.revision, clock());
    tellAll();
  });

  router.delete('/:id', ...guards, validate({ params }), async (ctx) => {
    await store.remove(readerOf(ctx), ctx.input.params.id);
    ctx.status = 204;
  });

  router.get(
    '/:id/readers',
    ...guards,
    validate({ params, query: paging, response: readerPage }),
    async (ctx) => {
      const reader = readerOf(ctx);
      const opened = await o.lists.open(reader, ctx.input.params.id, bureauDay(clock()));
      if (!opened || !isManagedBy(opened.notice, reader)) throw problem('not-found');
      ctx.body = await o.readLog.page(opened.notice.id, ctx.input.query);
    },
  );
  return router;
}
