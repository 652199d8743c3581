import { randomBytes } from 'node:crypto';
import { prepareQuery } from '@yimen/database';
import { type Adapter, type AdapterPayload, errors, Provider } from 'oidc-provider';
import type { SsoDatabase } from '../database-schema.ts';
import type { Seal } from '../keys/seal.ts';
import { hashId } from './hash-id.ts';
import { type AdapterOptions, createModelAdapter, findModelOf } from './model-adapter.ts';

export type RefreshTokenOptions = AdapterOptions & {
  seal: Seal;
  /** For so long after its first use a refresh token leads to the same successor. 0: no grace. */
  graceMs: number;
};

/** The successor that the running request hands out, known before the library makes up one. */
const successors = new WeakMap<object, { id: string; isKept: boolean }>();

/** The identifier for the refresh token that the running request is about to make, if it is a rotation. */
export const successorOfRequest = (): string | undefined => {
  const { ctx } = Provider;
  return ctx && successors.get(ctx)?.id;
};

const purpose = (id: string) => `refresh-successor:${hashId(id)}`;
const isRefreshing = (ctx: typeof Provider.ctx) =>
  ctx?.oidc.route === 'token' && ctx.oidc.params?.grant_type === 'refresh_token';

/**
 * Refresh tokens whose rotation forgives what is no theft (S15, sso-peers.md row 18): tabs and processes of
 * one client that refresh at the same moment, and an answer that was lost on the way. The first use decides the
 * successor and keeps it sealed in the row; for the time of grace every other use gets the same one, from
 * whichever process. A use after that is a replay: the library revokes the grant.
 */
export function createRefreshTokenAdapter(o: RefreshTokenOptions): Adapter {
  const model = createModelAdapter('RefreshToken', o);

  const find = findModelOf(o.db);
  const read = (id: string) => find({ kind: 'RefreshToken', id: hashId(id) });

  const use = prepareQuery<{ id: string; at: number; sealed: string }, unknown, SsoDatabase>(
    o.db.query,
    (query, value) =>
      query
        .updateTable('oidc_model')
        .set({ consumed_at: value.at, sealed_successor: value.sealed })
        .where('kind', '=', 'RefreshToken')
        .where('id', '=', value.id)
        .where('consumed_at', 'is', null),
    { isEager: true },
  );

  /** Remembers the successor for this request when the token was used a moment ago. */
  function noteGrace(
    id: string,
    row: { consumed_at: number | null; sealed_successor: string | null },
  ): boolean {
    const { ctx } = Provider;
    if (!ctx || row.consumed_at === null || row.sealed_successor === null) return false;
    if (o.now() - row.consumed_at >= o.graceMs) return false;
    successors.set(ctx, { id: o.seal.open(row.sealed_successor, purpose(id)), isKept: true });
    return true;
  }

  return {
    ...model,

    async find(id) {
      const row = await read(id);
      if (!row || row.expires_at <= o.now()) return undefined;
      const payload = { ...row.payload_json, jti: id } as AdapterPayload;
      if (row.consumed_at === null) return payload;
      // Elsewhere (introspection, exchange) a used token is a used token.
      if (isRefreshing(Provider.ctx) && noteGrace(id, row)) return payload;
      return { ...payload, consumed: Math.floor(row.consumed_at / 1000) };
    },

    async consume(id) {
      const { ctx } = Provider;
      if (ctx && successors.has(ctx)) return;
      const successor = randomBytes(32).toString('base64url');
      const sealed = o.seal.seal(successor, purpose(id));
      const { numAffectedRows = 0n } = await use({ id: hashId(id), at: o.now(), sealed });
      if (numAffectedRows > 0n) {
        if (ctx) successors.set(ctx, { id: successor, isKept: false });
        return;
      }
      // Another request was faster: its successor is ours too.
      const row = await read(id);
      if (!row || !noteGrace(id, row)) throw new errors.InvalidGrant('refresh token already used');
    },

    async upsert(id, payload, expiresIn = 0) {
      const { ctx } = Provider;
      const successor = ctx && successors.get(ctx);
      if (successor?.id !== id || !successor.isKept) return model.upsert(id, payload, expiresIn);
      // The first use has written it already, or died before it could.
      const { jti: _id, ...kept } = payload;
      await o.db.query
        .insertInto('oidc_model')
        .values({
          kind: 'RefreshToken',
          id: hashId(id),
          grant_id: payload.grantId ?? null,
          account_id: payload.accountId ?? null,
          session_uid: payload.sessionUid ?? null,
          payload_json: kept,
          consumed_at: null,
          ended_at: null,
          expires_at: o.now() + expiresIn * 1000,
        })
        .onConflict((conflict) => conflict.columns(['kind', 'id']).doNothing())
        .execute();
    },
  };
}
