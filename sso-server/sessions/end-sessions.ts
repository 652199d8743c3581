import type { Database } from '@yimen/database';
import type { Transaction } from 'kysely';
import type { AuditLog } from '../audit/audit-log.ts';
import type { SsoDatabase } from '../database-schema.ts';
import { planDeliveries } from '../logout/plan-deliveries.ts';
import type { SignInGenerations } from './sign-in-generation.ts';

export type EndReason =
  | 'signed-out'
  | 'account-switched'
  | 'account-disabled'
  | 'password-changed'
  | 'rights-changed'
  | 'ended-by-administrator'
  | 'ended-by-person'
  | 'session-limit'
  | 'live-check-ended';

export type EndedSession = {
  uid: string;
  accountId: string | null;
  clients: string[];
  /** Front-channel addresses for the page, when there is one. */
  frames: string[];
};

type Request = { ip?: string; userAgent?: string; hasPage?: boolean };

/** Parameters that one statement may have, with room. */
const batch = 500;

export type SessionEnder = ReturnType<typeof createSessionEnder>;

/**
 * The only way a session ends before its time. In one transaction: the rows of the session, its codes,
 * tokens and grants go, and one logout row per relying party comes (D15), so a crash loses neither.
 */
export function createSessionEnder(o: {
  db: Database<SsoDatabase>;
  audit: AuditLog;
  generations: SignInGenerations;
  now: () => number;
  issuer: string;
  /** Called after the commit: the delivery worker looks at once. */
  onEnded: () => void;
}) {
  async function endOne(
    trx: Transaction<SsoDatabase>,
    uid: string,
    reason: EndReason,
    request: Request,
  ): Promise<EndedSession | undefined> {
    const session = await trx.deleteFrom('session').where('uid', '=', uid).returningAll().executeTakeFirst();
    if (!session) return undefined;
    await trx.deleteFrom('session_cookie').where('session_uid', '=', uid).execute();
    await trx.deleteFrom('session_admission').where('session_uid', '=', uid).execute();
    const clients = await takeClients(trx, [uid]);
    const frames = session.account_id
      ? await planDeliveries(trx, { uid, sub: session.account_id, clients }, planOptions(request))
      : [];
    const names = clients.map((client) => client.client_id);
    await o.audit.recordIn(trx, {
      event: reason === 'signed-out' || reason === 'account-switched' ? 'sign-out' : 'session-ended',
      outcome: 'success',
      sub: session.account_id,
      sessionUid: uid,
      ip: request.ip ?? null,
      userAgent: request.userAgent ?? null,
      detail: { reason, clients: names },
    });
    return { uid, accountId: session.account_id, clients: names, frames };
  }

  const planOptions = ({ hasPage = false }: Request) => ({ now: o.now(), issuer: o.issuer, hasPage });

  /** The systems of these sessions (or one of them), with everything that was granted there. */
  async function takeClients(trx: Transaction<SsoDatabase>, uids: string[], clientId?: string) {
    let remove = trx.deleteFrom('session_client').where('session_uid', 'in', uids);
    if (clientId !== undefined) remove = remove.where('client_id', '=', clientId);
    const clients = await remove.returning(['session_uid', 'client_id', 'sid', 'grant_id']).execute();
    const grants = clients.map((client) => client.grant_id);
    if (grants.length > 0) {
      // Pages of the sign-in stay, so that a tab that was left on one begins again instead of finding nothing.
      await trx
        .deleteFrom('oidc_model')
        .where('grant_id', 'in', grants)
        .where('kind', '!=', 'Interaction')
        .execute();
    }
    return clients;
  }

  /** Pages that hold a proof of hers begin again. */
  async function endWaiting(trx: Transaction<SsoDatabase>, accountId: string, exceptUid = '') {
    await trx
      .updateTable('oidc_model')
      .set({ ended_at: o.now() })
      .where('account_id', '=', accountId)
      .where('kind', '=', 'Interaction')
      .where('ended_at', 'is', null)
      .where((where) => where.or([where('session_uid', 'is', null), where('session_uid', '!=', exceptUid)]))
      .execute();
  }

  return {
    async end(uid: string, reason: EndReason, request: Request = {}): Promise<EndedSession | undefined> {
      const ended = await o.db.transaction((trx) => endOne(trx, uid, reason, request));
      o.onEnded();
      return ended;
    },

    /**
     * For a change of an account: in its transaction. Call `announce` after the commit. One session may stay. What was
     * proved for another one and is not followed yet, or is being checked, opens nothing any more.
     */
    async endAllOf(
      trx: Transaction<SsoDatabase>,
      accountId: string,
      reason: EndReason,
      exceptUid?: string,
    ): Promise<EndedSession[]> {
      await o.generations.raise(trx, accountId);
      await endWaiting(trx, accountId, exceptUid);
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

    /**
     * For somebody who does not know this device, in the transaction of her answer: what was begun there or is open
     * there ends, and so does what was proved but not followed yet. Call `announce` after the commit.
     */
    async endOnDevice(
      trx: Transaction<SsoDatabase>,
      of: { sub: string; sessionUid: string; device: string; exceptUid: string },
      request: Request,
    ): Promise<void> {
      await o.generations.raise(trx, of.sub);
      await endWaiting(trx, of.sub, of.exceptUid);
      const sessions = await trx
        .selectFrom('session')
        .select('uid')
        .where('account_id', '=', of.sub)
        .where('uid', '!=', of.exceptUid)
        .where('expires_at', '>', o.now())
        .where((where) => where.or([where('uid', '=', of.sessionUid), where('device', '=', of.device)]))
        .execute();
      for (const { uid } of sessions) await endOne(trx, uid, 'ended-by-person', request);
    },

    /** For a decision made in a transaction. Call `announce` after the commit. */
    endIn: endOne,

    /**
     * These sessions go on, but not at this one system: its tokens are void and it is told. For a right that was
     * taken away, in the transaction of the change.
     */
    async leaveSystem(
      trx: Transaction<SsoDatabase>,
      sessions: readonly { uid: string; sub: string }[],
      clientId: string,
    ): Promise<void> {
      const owners = new Map(sessions.map(({ uid, sub }) => [uid, sub]));
      const clients: Awaited<ReturnType<typeof takeClients>> = [];
      const uids = [...owners.keys()];
      for (let from = 0; from < uids.length; from += batch) {
        clients.push(...(await takeClients(trx, uids.slice(from, from + batch), clientId)));
      }
      for (const client of clients) {
        const sub = owners.get(client.session_uid) ?? '';
        const ended = { uid: client.session_uid, sub, clients: [client] };
        await planDeliveries(trx, ended, planOptions({}));
        await o.audit.recordIn(trx, {
          event: 'session-ended',
          outcome: 'success',
          sub,
          clientId,
          sessionUid: client.session_uid,
          detail: { reason: 'right-withdrawn', clients: [clientId] },
        });
      }
    },

    announce: () => o.onEnded(),
  };
}
