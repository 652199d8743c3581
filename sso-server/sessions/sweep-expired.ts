import type { Database } from '@yimen/database';
import { staleInteractionMs } from '../adapter/model-adapter.ts';
import type { SsoDatabase } from '../database-schema.ts';

const orphanMs = 3_600_000;
const receiptMs = 30 * 24 * 3_600_000;
const noticeMs = 180 * 24 * 3_600_000;
/** Longer than any counter blocks. */
const countMs = 24 * 3_600_000;
const deviceMs = 366 * 24 * 3_600_000;
/** Who asked for what and who agreed stays in the audit trail; this is for the lists. */
const decisionMs = 2 * 366 * 24 * 3_600_000;

/** Removes what has expired. Every statement is short, so it never holds up a sign-in. */
export async function sweepExpired({
  db,
  now,
}: {
  db: Database<SsoDatabase>;
  now: () => number;
}): Promise<void> {
  const { query } = db;
  const at = now();
  await query
    .deleteFrom('oidc_model')
    .where('kind', '!=', 'Interaction')
    .where('expires_at', '<=', at)
    .execute();
  await query
    .deleteFrom('oidc_model')
    .where('kind', '=', 'Interaction')
    .where('expires_at', '<=', at - staleInteractionMs)
    .execute();
  await query.deleteFrom('revoked_token').where('expires_at', '<=', at).execute();
  await query.deleteFrom('session').where('expires_at', '<=', at).execute();
  const alive = query.selectFrom('session').select('uid');
  await query
    .deleteFrom('session_cookie')
    .where((where) => where.or([where('expires_at', '<=', at), where('session_uid', 'not in', alive)]))
    .execute();
  // A session's first client is written a moment before the session itself.
  await query
    .deleteFrom('session_client')
    .where('created_at', '<=', at - orphanMs)
    .where('session_uid', 'not in', alive)
    .execute();
  await query
    .deleteFrom('session_admission')
    .where('admitted_at', '<=', at - orphanMs)
    .where('session_uid', 'not in', alive)
    .execute();
  // Answered or not: who has not looked for half a year is told nothing by an old notice.
  await query
    .deleteFrom('device_notice')
    .where('created_at', '<=', at - noticeMs)
    .execute();
  await query
    .deleteFrom('logout_delivery')
    .where('state', '!=', 'pending')
    .where('created_at', '<=', at - receiptMs)
    .execute();
  for (const table of ['sign_in_throttle', 'factor_throttle'] as const) {
    await query
      .deleteFrom(table)
      .where('last_at', '<=', at - countMs)
      .execute();
  }
  // The cookie of a device is good for a year after its last use; afterwards nothing can show it any more.
  for (const table of ['known_device', 'factor_device'] as const) {
    await query
      .deleteFrom(table)
      .where('seen_at', '<=', at - deviceMs)
      .execute();
  }
  await query
    .deleteFrom('session_factor')
    .where('proved_at', '<=', at - orphanMs)
    .where('session_uid', 'not in', alive)
    .execute();
  await query.deleteFrom('webauthn_challenge').where('expires_at', '<=', at).execute();
  // Administrators see for a month that a code has expired.
  await query
    .deleteFrom('activation_code')
    .where('expires_at', '<=', at - receiptMs)
    .execute();
  // What nobody decided on in time: it may hold a secret, as in `decide`.
  await query
    .updateTable('pending_change')
    .set({ sealed_input: '' })
    .where('expires_at', '<=', at)
    .where('sealed_input', '!=', '')
    .execute();
  await query
    .deleteFrom('pending_change')
    .where('expires_at', '<=', at - decisionMs)
    .execute();
  await query
    .deleteFrom('scheduled_change')
    .where('state', '!=', 'pending')
    .where('settled_at', '<=', at - decisionMs)
    .execute();
}
