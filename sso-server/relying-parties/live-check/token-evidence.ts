import type { Database } from '@yimen/database';
import type { SsoDatabase } from '../../database-schema.ts';

export type Refusal = { error: string; description: string };
type Evidence = { isGranted: boolean; refusal?: Refusal };

/**
 * What the audit trail says about a system's requests to the token endpoint since a moment. Its rows are durable
 * before the system has its answer. A refused request has no session: with several people signing in at the same
 * moment it may be another one's, and is a fault all the same.
 */
export async function tokenEvidence(
  { query }: Database<SsoDatabase>,
  o: { clientId: string; sessionUid: string; grantType: string; since: number },
): Promise<Evidence> {
  const rows = await query
    .selectFrom('audit_event')
    .select(['event', 'session_uid', 'detail_json'])
    .where('client_id', '=', o.clientId)
    .where('event', 'in', ['token-granted', 'token-refused'])
    .where('at', '>=', o.since)
    .orderBy('at', 'desc')
    .limit(50)
    .execute();
  const own = rows.filter(({ detail_json }) => detail_json?.grantType === o.grantType);
  if (own.some((row) => row.event === 'token-granted' && row.session_uid === o.sessionUid)) {
    return { isGranted: true };
  }
  const refused = own.find((row) => row.event === 'token-refused');
  return { isGranted: false, ...(refused && { refusal: refusalOf(refused.detail_json ?? {}) }) };
}

function refusalOf(detail: Record<string, unknown>): Refusal {
  const words = [detail.reason, detail.description].filter((text) => typeof text === 'string' && text !== '');
  return { error: String(detail.error ?? 'unknown'), description: String(words[0] ?? '').slice(0, 200) };
}

/** When people last opened this system, and whether that went well: all that can be told without signing in. */
export async function lastSignIn({ query }: Database<SsoDatabase>, clientId: string) {
  return await query
    .selectFrom('audit_event')
    .select(['at', 'event', 'detail_json'])
    .where('client_id', '=', clientId)
    .where('event', 'in', ['token-granted', 'token-refused'])
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
}
