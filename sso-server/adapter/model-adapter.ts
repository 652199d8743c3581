import { type Database, prepareQuery } from '@yimen/database';
import type { Insertable } from 'kysely';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { SsoDatabase } from '../database-schema.ts';
import { hashId } from './hash-id.ts';
import { createFindModel, type FindModel } from './token-lookup.ts';

type ModelTable = SsoDatabase['oidc_model'];

export type AdapterOptions = { db: Database<SsoDatabase>; now: () => number };

/** How long a finished or expired interaction is remembered, so that a stale tab can begin again. */
export const staleInteractionMs = 24 * 3_600_000;

/**
 * One kind of oidc-provider model in the table oidc_model. Times of the payload are epoch seconds, of the
 * columns epoch milliseconds.
 */
export function createModelAdapter(kind: string, { db, now }: AdapterOptions): Adapter {
  const isInteraction = kind === 'Interaction';
  const { put, find, markConsumed, end, remove } = statementsOf(db);
  return {
    async upsert(id, payload, expiresIn) {
      const { jti: _id, ...kept } = payload;
      // The interaction carries the session's cookie value, which nothing reads back: not into the database.
      if (isInteraction && kept.session) kept.session = { ...kept.session, cookie: undefined };
      const row = {
        kind,
        id: hashId(id),
        grant_id: kind === 'Grant' ? id : (payload.grantId ?? null),
        // Of an interaction: whose proof it holds, and in which session. A throw-out ends it (end-sessions.ts).
        account_id: payload.accountId ?? payload.result?.login?.accountId ?? null,
        session_uid: payload.sessionUid ?? payload.session?.uid ?? null,
        payload_json: kept,
        consumed_at: null,
        ended_at: null,
        expires_at: expiresIn ? now() + expiresIn * 1000 : Number.MAX_SAFE_INTEGER,
      };
      await put(row);
    },

    async find(id) {
      const row = await find({ kind, id: hashId(id) });
      if (!row || row.ended_at !== null || row.expires_at <= now()) return undefined;
      const consumed = row.consumed_at === null ? {} : { consumed: Math.floor(row.consumed_at / 1000) };
      return { ...row.payload_json, jti: id, ...consumed } as AdapterPayload;
    },

    // Sessions have an adapter of their own; the device flow is off.
    async findByUid() {
      return undefined;
    },
    async findByUserCode() {
      return undefined;
    },

    async consume(id) {
      const { numAffectedRows } = await markConsumed({ kind, id: hashId(id), consumed_at: now() });
      // RFC 6749 4.1.2: a code is used once. Of parallel attempts the conditional update lets one through.
      if (numAffectedRows === 0n) throw new errors.InvalidGrant('already consumed');
    },

    async destroy(id) {
      if (isInteraction) {
        await end({ kind, id: hashId(id), ended_at: now() });
        return;
      }
      await remove({ kind, id: hashId(id) });
    },

    async revokeByGrantId(grantId) {
      await db.query
        .deleteFrom('oidc_model')
        .where('grant_id', '=', grantId)
        .where('kind', '=', kind)
        .execute();
    },
  };
}

/** The statements of every request; each kind of model shares them. */
const statements = new WeakMap<Database<SsoDatabase>, ReturnType<typeof prepareStatements>>();

function statementsOf(db: Database<SsoDatabase>) {
  const known = statements.get(db) ?? prepareStatements(db);
  statements.set(db, known);
  return known;
}

/** A request waits once for all that it writes (`db.unit` in middleware.ts). */
const eager = { isEager: true };

/** Reads a model of this database. */
export const findModelOf = (db: Database<SsoDatabase>): FindModel => statementsOf(db).find;

function prepareStatements(db: Database<SsoDatabase>) {
  const { query } = db;
  return {
    find: createFindModel(db),
    put: prepareQuery<Insertable<ModelTable>, unknown, SsoDatabase>(
      query,
      (of, value) => {
        const { kind, id, grant_id, account_id, session_uid, payload_json, expires_at } = value;
        return of
          .insertInto('oidc_model')
          .values({
            ...{ kind, id, grant_id, account_id, session_uid, payload_json, expires_at },
            consumed_at: null,
            ended_at: null,
          })
          .onConflict((conflict) =>
            conflict
              .columns(['kind', 'id'])
              .doUpdateSet({ grant_id, account_id, session_uid, payload_json, expires_at }),
          );
      },
      eager,
    ),
    markConsumed: prepareQuery<{ kind: string; id: string; consumed_at: number }, unknown, SsoDatabase>(
      query,
      (of, value) =>
        of
          .updateTable('oidc_model')
          .set({ consumed_at: value.consumed_at })
          .where('kind', '=', value.kind)
          .where('id', '=', value.id)
          .where('consumed_at', 'is', null),
      eager,
    ),
    end: prepareQuery<{ kind: string; id: string; ended_at: number }, unknown, SsoDatabase>(
      query,
      (of, value) =>
        of
          .updateTable('oidc_model')
          .set({ ended_at: value.ended_at })
          .where('kind', '=', value.kind)
          .where('id', '=', value.id),
      eager,
    ),
    remove: prepareQuery<{ kind: string; id: string }, unknown, SsoDatabase>(
      query,
      (of, value) => of.deleteFrom('oidc_model').where('kind', '=', value.kind).where('id', '=', value.id),
      eager,
    ),
  };
}
