import type { Transaction } from 'kysely';
import type { Audience, SsoDatabase } from '../database-schema.ts';
import type { Member } from '../organisation/member.ts';
import { type UnitRow, unitPath } from '../organisation/organisation-store.ts';
import type { Services } from '../services.ts';
import { mayUse } from './may-use.ts';

type Parts = Pick<Services, 'db' | 'people'>;
type Rights = { clientId: string; audience: Audience; isActive: boolean };
export type Leaver = { uid: string; sub: string };

/**
 * Who has a system open and may not use it by these rights. To be asked before the rights are changed, so that the
 * change takes them out in its transaction (`ender.leaveSystem`), and once more after it, for those who came in between.
 */
export async function findLeavers({ db, people }: Parts, rights: Rights): Promise<Leaver[]> {
  const open = await db.query
    .selectFrom('session_client')
    .innerJoin('session', 'session.uid', 'session_client.session_uid')
    .select(['session.uid', 'session.account_id'])
    .where('session_client.client_id', '=', rights.clientId)
    .where('session.account_id', 'is not', null)
    .orderBy('session.uid')
    .execute();
  const allowed = new Map<string, boolean>();
  const leavers: Leaver[] = [];
  for (const { uid, account_id } of open) {
    const sub = account_id ?? '';
    if (!allowed.has(sub)) allowed.set(sub, await isAllowed(people, sub, rights));
    if (!allowed.get(sub)) leavers.push({ uid, sub });
  }
  return leavers;
}

async function isAllowed(people: Services['people'], sub: string, rights: Rights): Promise<boolean> {
  if (!rights.isActive) return false;
  if (rights.audience.everyone === true) return true;
  const member = await people.member(sub);
  return member !== undefined && mayUse(member, rights);
}

type UnitTree = ReadonlyMap<string, Pick<UnitRow, 'parent_id'>>;
type Move = { before: UnitTree; after: UnitTree };
type MoveParts = Parts & Pick<Services, 'relyingParties' | 'ender'>;

/**
 * Units that get another place in the tree: who could use a system because of what her unit was below, and cannot any
 * more, leaves it in the transaction of the change (`apply`), and once more after it, if she came in between (`applied`).
 */
export async function planUnitMove(parts: MoveParts, move: Move) {
  const leavers = await findMovedOut(parts, move);
  const leave = async (trx: Transaction<SsoDatabase>, from: Map<string, Leaver[]>) => {
    for (const [clientId, sessions] of from) await parts.ender.leaveSystem(trx, sessions, clientId);
  };
  return {
    apply: (trx: Transaction<SsoDatabase>) => leave(trx, leavers),
    async applied(): Promise<void> {
      const late = await findMovedOut(parts, move);
      if (late.size > 0) await parts.db.transaction((trx) => leave(trx, late));
      parts.ender.announce();
    },
  };
}

/** By system: only of those whose own place changes is anything read. */
async function findMovedOut(
  { db, people, relyingParties }: MoveParts,
  { before, after }: Move,
): Promise<Map<string, Leaver[]>> {
  const parties = (await relyingParties.all()).filter(
    ({ audience }) => audience.everyone !== true && (audience.units ?? []).length > 0,
  );
  const leavers = new Map<string, Leaver[]>();
  if (parties.length === 0) return leavers;
  const open = await db.query
    .selectFrom('session_client')
    .innerJoin('session', 'session.uid', 'session_client.session_uid')
    .innerJoin('person', 'person.sub', 'session.account_id')
    .select(['session.uid', 'session_client.client_id', 'person.sub', 'person.unit_id'])
    .where('person.unit_id', 'is not', null)
    .where(
      'session_client.client_id',
      'in',
      parties.map(({ clientId }) => clientId),
    )
    .orderBy('session.uid')
    .execute();
  const byId = new Map(parties.map((party) => [party.clientId, party]));
  const members = new Map<string, Member | undefined>();
  for (const { uid, client_id, sub, unit_id } of open) {
    const path = unitPath(after, unit_id);
    if (path.join('/') === unitPath(before, unit_id).join('/')) continue;
    if (!members.has(sub)) members.set(sub, await people.member(sub));
    const member = members.get(sub);
    const party = byId.get(client_id);
    if (member && party && mayUse({ ...member, unitPath: path }, party)) continue;
    leavers.set(client_id, [...(leavers.get(client_id) ?? []), { uid, sub }]);
  }
  return leavers;
}
