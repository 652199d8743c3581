import Router from '@koa/router';
import { problem } from '@yimen/problem';
import { callerOf, requireScope, validate } from '@yimen/service-kit';
import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import {
  contactDetail,
  contactPage,
  contactQuery,
  directoryId,
  fullPhone,
  unitList,
} from '../../contract/index.ts';
import { scopes } from '../config.ts';
import type { PhoneLog } from '../phones/phone-log.ts';
import { type ContactSearch, isWholeMobile } from './contact-search.ts';
import { presentContact } from './present-contact.ts';

const byId = z.object({ id: directoryId });

/** What people look up. */
export function contactRoutes(o: { search: ContactSearch; phoneLog: PhoneLog; clock: () => number }): Router {
  const { search, phoneLog, clock } = o;
  const router = new Router({ prefix: '/api/contacts' });
  const guards = [requireScope(scopes.read), onlyPeople] as const;

  router.get('/', ...guards, validate({ query: contactQuery, response: contactPage }), async (ctx) => {
    const { query } = ctx.input;
    // Asking whose number it is uncovers as much as asking for the number.
    if (isWholeMobile(query.q))
      await phoneLog.note({ kind: 'looked-up', ...personOf(ctx), contact_sub: null }, clock());
    const [{ rows, total }, copiedAt] = await Promise.all([search.page(query), search.copiedAt()]);
    ctx.body = { items: rows.map(presentContact), total, copiedAt };
  });

  router.get('/units', ...guards, validate({ response: unitList }), async (ctx) => {
    const rows = await search.units();
    ctx.body = rows.map(({ id, parent_id, name_json }) => ({ id, parentId: parent_id, name: name_json }));
  });

  router.get('/person', ...guards, validate({ query: byId, response: contactDetail }), async (ctx) => {
    const row = await search.find(ctx.input.query.id);
    if (!row) throw problem('not-found');
    const path = row.unit_id === null ? [] : await search.unitPath(row.unit_id);
    const unitPath = path.map(({ id, name_json }) => ({ id, name: name_json }));
    ctx.body = { ...presentContact(row), unitPath };
  });

  router.post('/:id/phone', ...guards, validate({ params: byId, response: fullPhone }), async (ctx) => {
    const row = await search.find(ctx.input.params.id);
    if (!row?.mobile_phone) throw problem('not-found');
    await phoneLog.note({ kind: 'shown', ...personOf(ctx), contact_sub: row.sub }, clock());
    ctx.body = { mobilePhone: row.mobile_phone };
  });
  return router;
}

const onlyPeople: Middleware = async (ctx, next) => {
  if (callerOf(ctx).isService) throw problem('forbidden', { detail: 'the address book is for people' });
  await next();
};

function personOf(ctx: Context): { sub: string; name: string } {
  const { sub, name, username } = callerOf(ctx);
  return { sub, name: name ?? username ?? sub };
}
