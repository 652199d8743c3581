import Router from '@koa/router';
import type { Database } from '@yimen/database';
import { type PortalNotifier, requireScope, validate } from '@yimen/service-kit';
import { z } from 'zod';
import { importOutcome, noticeId, noticeImport } from '../../contract/index.ts';
import { scopes } from '../config.ts';
import type { NoticesDatabase } from '../tables.ts';
import { importNotice } from './import-notice.ts';

/** Loading of notices by a program, with scope `notices:admin` only. */
export function administrationRoutes(o: {
  db: Database<NoticesDatabase>;
  notifier: PortalNotifier;
  clock: () => number;
}): Router {
  const router = new Router({ prefix: '/api/admin/notices', sensitive: true });
  const params = z.object({ id: noticeId });
  const schema = { params, body: noticeImport, response: importOutcome };
  router.put('/:id', requireScope(scopes.admin), validate(schema), async (ctx) => {
    const outcome = await importNotice(o.db, ctx.input.params.id, ctx.input.body, o.clock());
    if (outcome === 'created' || outcome === 'replaced') void o.notifier.notify({ topic: 'notices.changed' });
    ctx.status = outcome === 'created' ? 201 : 200;
    ctx.body = { outcome };
  });
  return router;
}
