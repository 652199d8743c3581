import { type Database, prepareQuery } from '@yimen/database';
import type { Selectable } from 'kysely';
import { Provider } from 'oidc-provider';
import type { SsoDatabase } from '../database-schema.ts';

type ModelTable = SsoDatabase['oidc_model'];

/** What of a stored model says whether it still counts. */
export type FoundModel = Pick<
  Selectable<ModelTable>,
  'kind' | 'payload_json' | 'consumed_at' | 'ended_at' | 'expires_at' | 'sealed_successor'
>;
export type FindModel = (key: { kind: string; id: string }) => Promise<FoundModel | undefined>;

const tokenKinds = ['AccessToken', 'ClientCredentials', 'RefreshToken'];
/** Here the library is given a token of any kind (RFC 7662, 2.1; RFC 7009, 2.1) and looks under each, all at once. */
const routesOfAnyKind = new Set<string | undefined>(['introspection', 'revocation']);

const columns = [
  'kind',
  'payload_json',
  'consumed_at',
  'ended_at',
  'expires_at',
  'sealed_successor',
] as const satisfies (keyof FoundModel)[];

/** Reads one model; what the library asks at the same moment for the same token under other kinds comes with it. */
export function createFindModel({ query }: Database<SsoDatabase>): FindModel {
  const ofKind = prepareQuery<{ kind: string; id: string }, FoundModel, SsoDatabase>(query, (of, value) =>
    of.selectFrom('oidc_model').select(columns).where('kind', '=', value.kind).where('id', '=', value.id),
  );
  const ofAnyKind = prepareQuery<{ id: string }, FoundModel, SsoDatabase>(query, (of, value) =>
    of.selectFrom('oidc_model').select(columns).where('kind', 'in', tokenKinds).where('id', '=', value.id),
  );
  const asked = new WeakMap<object, { id: string; rows: Promise<FoundModel[]> }>();

  function readOnce(ctx: object, id: string): Promise<FoundModel[]> {
    const known = asked.get(ctx);
    if (known?.id === id) return known.rows;
    const rows = ofAnyKind({ id })
      .then((result) => result.rows)
      // Whoever asks later in this request wants to know how it is then.
      .finally(() => asked.delete(ctx));
    asked.set(ctx, { id, rows });
    return rows;
  }

  return async (key) => {
    const { ctx } = Provider;
    if (!ctx || !routesOfAnyKind.has(ctx.oidc?.route) || !tokenKinds.includes(key.kind))
      return (await ofKind(key)).rows[0];
    return (await readOnce(ctx, key.id)).find(({ kind }) => kind === key.kind);
  };
}
