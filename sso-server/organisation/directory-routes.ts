import Router from '@koa/router';
import { guardedRoutes, validate } from '@yimen/service-kit';
import type { Middleware } from 'koa';
import { z } from 'zod';
import { nextCursor, readPagePosition } from '../admin-api/paging.ts';
import type { RequireOwnToken } from '../provider/own-tokens.ts';
import type { RelyingPartyDirectory } from '../relying-parties/relying-party-directory.ts';
import type { OrganisationStore } from './organisation-store.ts';
import type { PeopleStore, PersonRow } from './people-store.ts';

const pageSize = 500;

const peopleQuery = z.strictObject({
  /** Epoch milliseconds: people who have changed since. */
  updatedSince: z.coerce.number().int().min(0).optional(),
  cursor: z.string().max(200).optional(),
});

/** Directory API: what other systems may know of the organisation (scope directory:read). */
export function directoryRoutes(o: {
  organisation: OrganisationStore;
  people: PeopleStore;
  relyingParties: RelyingPartyDirectory;
  requireOwnToken: RequireOwnToken;
}): Middleware {
  const router = new Router({ prefix: '/api/directory', sensitive: true });

  router.get('/units', async (ctx) => {
    const { units } = await o.organisation.structure();
    ctx.body = {
      units: [...units.values()].map((unit) => ({
        id: unit.id,
        parentId: unit.parent_id,
        code: unit.code,
        name: unit.name_json,
        sortOrder: unit.sort_order,
      })),
    };
  });

  router.get('/posts', async (ctx) => {
    const { posts } = await o.organisation.structure();
    ctx.body = {
      posts: [...posts.values()].map((post) => ({
        id: post.id,
        name: post.name_json,
        sortOrder: post.sort_order,
      })),
    };
  });

  router.get('/roles', async (ctx) => {
    const { roles } = await o.organisation.structure();
    ctx.body = {
      roles: [...roles.values()].map((role) => ({
        id: role.id,
        name: role.name_json,
        description: role.description_json,
      })),
    };
  });

  router.get('/people', validate({ query: peopleQuery }), async (ctx) => {
    const { updatedSince, cursor } = ctx.input.query;
    const after = readPagePosition(cursor);
    const position = after && { updatedAt: after.at, sub: after.id };
    const rows = await o.people.page(position, updatedSince, pageSize);
    ctx.body = {
      people: rows.map(presentPerson),
      cursor: nextCursor(rows, pageSize, (row) => [row.updated_at, row.sub]),
    };
  });

  // For links in to-dos and notices: the names and addresses of all systems, whoever may open them.
  router.get('/systems', async (ctx) => {
    const parties = await o.relyingParties.all();
    ctx.body = {
      systems: parties
        .filter((party) => party.isActive && party.url !== null)
        .map(({ clientId, name, url }) => ({ clientId, name, url })),
    };
  });

  return guardedRoutes(router, o.requireOwnToken('directory:read'));
}

function presentPerson(row: PersonRow) {
  return {
    sub: row.sub,
    username: row.username,
    name: row.name_json,
    unitId: row.unit_id,
    postId: row.post_id,
    roles: row.roles_json,
    officePhone: row.office_phone,
    mobilePhone: row.mobile_phone,
    room: row.room,
    email: row.email,
    sortOrder: row.sort_order,
    isActive: row.is_active,
    updatedAt: row.updated_at,
  };
}
