import Router from '@koa/router';
import { problem } from '@yimen/problem';
import { guardedRoutes, validate } from '@yimen/service-kit';
import type { Middleware } from 'koa';
import { z } from 'zod';
import type { RequireOwnToken } from '../provider/own-tokens.ts';
import type { RelyingPartyDirectory } from '../relying-parties/relying-party-directory.ts';
import type { OrganisationStore } from './organisation-store.ts';
import type { PeopleCursor, PeopleStore, PersonRow } from './people-store.ts';

const pageSize = 500;

const peopleQuery = z.strictObject({
  /** Epoch milliseconds: people who have changed since. */
  updatedSince: z.coerce.number().int().min(0).optional(),
  cursor: z.string().max(200).optional(),
});

const cursorShape = z.tuple([z.number().int(), z.string()]);

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
    const rows = await o.people.page(
      cursor === undefined ? undefined : readCursor(cursor),
      updatedSince,
      pageSize,
    );
    const last = rows.at(-1);
    ctx.body = {
      people: rows.map(presentPerson),
      cursor:
        rows.length === pageSize && last ? writeCursor({ updatedAt: last.updated_at, sub: last.sub }) : null,
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

function writeCursor({ updatedAt, sub }: PeopleCursor): string {
  return Buffer.from(JSON.stringify([updatedAt, sub])).toString('base64url');
}

function readCursor(text: string): PeopleCursor {
  try {
    const [updatedAt, sub] = cursorShape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { updatedAt, sub };
  } catch (cause) {
    throw problem('invalid-input', {
      errors: [{ pointer: '/query/cursor', detail: 'not a cursor of this list' }],
      cause,
    });
  }
}
