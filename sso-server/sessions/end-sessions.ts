import { randomUUID } from 'node:crypto';
import type { Database } from '@yimen/database';
import type { Transaction } from 'kysely';
import type { AuditLog } from '../audit/audit-log.ts';
import type { SsoDatabase } from '../database-schema.ts';

export type EndReason =
  | 'signed-out'
  | 'account-switched'
  | 'account-disabled'
  | 'password-changed'
  | 'rights-changed'
  | 'ended-by-administrator';

export type EndedSession = { uid: string; accountId: string | null; clients: string[] };

type Request = { ip?: string; userAgent?: string };

export type SessionEnder = ReturnType<typeof createSessionEnder>;

/**
 * The only way a session ends before its time. In one transaction: the rows of the session, its codes,
 * tokens and grants go, and one logout row per relying party comes (D15), so a crash loses neither.
 */
export function createSessionEnder(o: {
  db: Database<SsoDatabase>;
  audit: AuditLog;
  now: () => number;
  /** Called after the commit: the delivery worker looks at once. */
  onEnded: () => void;
}) {
  async function endOne(trx: Transaction<SsoDatabase>, uid: string, reason: EndReason, request: Request) {
    const session = await trx.deleteFrom('session').where('uid', '=', uid).returningAll().executeTakeFirst();
    if (!session) return undefined;
    await trx.deleteFrom('session_cookie').where('session_uid', '=', uid).execute();
    const clients = await trx
      .deleteFrom('session_client')
      .where('session_uid', '=', uid)
      .returning(['client_id', 'sid', 'grant_id'])
      .execute();
    const grants = clients.map((client) => client.grant_id);
    if (grants.length > 0) await trx.deleteFrom('oidc_model').where('grant_id', 'in', grants).execute();
    if (session.account_id) await enqueue(trx, { uid, sub: session.account_id, clients });
    await o.audit.recordIn(trx, {
      event: reason === 'signed-out' || reason === 'account-switched' ? 'sign-out' : 'session-ended',
      outcome: 'success',
      sub: session.account_id,
      sessionUid: uid,
      ip: request.ip ?? null,
      userAgent: request.userAgent ?? null,
      detail: { reason, clients: clients.map((client) => client.client_id) },
    });
    return { uid, accountId: session.account_id, clients: clients.map((client) => client.client_id) };
  }

  async function enqueue(
    trx: Transaction<SsoDatabase>,
    ended: { uid: string; sub: string; clients: { client_id: string; sid: string }[] },
  ) {
    if (ended.clients.length === 0) return;
    const parties = await trx
      .selectFrom('relying_party')
      .select(['client_id', 'backchannel_logout_uri'])
      .where(
        'client_id',
        'in',
        ended.clients.map((client) => client.client_id),
      )
      .where('backchannel_logout_uri', 'is not', null)
      .execute();
    const uris = new Map(parties.map((party) => [party.client_id, party.backchannel_logout_uri]));
    const rows = ended.clients.flatMap((client) => {
      const uri = uris.get(client.client_id);
      return uri
        ? [{ ...newDelivery(o.now()), session_uid: ended.uid, sub: ended.sub, uri, ...pick(client) }]
        : [];
    });
    if (rows.length > 0) await trx.insertInto('logout_delivery').values(rows).execute();
  }

  return {
    async end(uid: string, reason: EndReason, request: Request = {}): Promise<EndedSession | undefined> {
      const ended = await o.db.transaction((trx) => endOne(trx, uid, reason, request));
      o.onEnded();
      return ended;
    },

    /** For a change of an account: in its transaction. Call `announce` after the commit. One session may stay. */
    async endAllOf(
      trx: Transaction<SsoDatabase>,
      accountId: string,
      reason: EndReason,
      exceptUid?: string,
    ): Promise<EndedSession[]> {
      const sessions = await trx
        .selectFrom('session')
        .select('uid')
        .where('account_id', '=', accountId)
        .where('uid', '!=', exceptUid ?? '')
        .execute();
      const ended: EndedSession[] = [];
      for (const { uid } of sessions) {
        const one = await endOne(trx, uid, reason, {});
        if (one) ended.push(one);
      }
      if (exceptUid !== undefined) return ended;
      // Codes and tokens of sessions that had expired but were not swept yet.
      await trx
        .deleteFrom('oidc_model')
        .where('account_id', '=', accountId)
        .where('kind', '!=', 'Interaction')
        .execute();
      return ended;
    },

    announce: () => o.onEnded(),
  };
}

function pick(client: { client_id: string; sid: string }) {
  return { client_id: client.client_id, sid: client.sid };
}

function newDelivery(now: number) {
  return {
    id: randomUUID(),
    state: 'pending' as const,
    attempts: 0,
    next_attempt_at: now,
    leased_until_at: null,
    last_status: null,
    last_error: null,
    created_at: now,
    delivered_at: null,
  };
}
