import type { Database } from '@yimen/database';
import type { SsoDatabase } from '../database-schema.ts';
import { hashId } from './hash-id.ts';

export type StaleInteraction = { state: 'finished' | 'expired'; query: string };

/** The request that a finished or expired sign-in page belonged to, so that it can begin again. */
export async function findStaleInteraction(
  { db, now }: { db: Database<SsoDatabase>; now: () => number },
  uid: string,
): Promise<StaleInteraction | undefined> {
  const row = await db.query
    .selectFrom('oidc_model')
    .select(['payload_json', 'ended_at', 'expires_at'])
    .where('kind', '=', 'Interaction')
    .where('id', '=', hashId(uid))
    .executeTakeFirst();
  if (!row || (row.ended_at === null && row.expires_at > now())) return undefined;
  return { state: row.ended_at === null ? 'expired' : 'finished', query: toQuery(row.payload_json.params) };
}

/** The parameters of an authorization request as a query. */
export function toQuery(params: unknown): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params ?? {})) {
    for (const one of [value].flat()) if (one !== undefined && one !== null) query.append(name, String(one));
  }
  return query.toString();
}
