import type { Audience } from '../database-schema.ts';
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
