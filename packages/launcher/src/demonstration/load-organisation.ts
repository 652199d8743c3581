import { LAUNCHER_SCOPE } from '../connect/bootstrap-client.ts';
import type { Loading } from './loading.ts';
import { posts, units } from './organisation.ts';
import { isOneOfThree, people } from './people.ts';
import { personRecord, subjectOf } from './person-record.ts';

const AT_ONCE = 4;

/** Units, posts and people, through the administration API of the sso-server. */
export async function loadOrganisation({ settings, send }: Loading): Promise<void> {
  const client = send('sso', LAUNCHER_SCOPE);
  const put = (path: string, body: unknown) =>
    client({ method: 'PUT', url: `${settings.addresses.sso.publicUrl}/api/admin/${path}`, body });
  // In order: a unit's parent has to be there.
  for (const [sortOrder, { id, ...unit }] of units.entries())
    await put(`units/${id}`, { ...unit, sortOrder });
  for (const [sortOrder, { id, ...post }] of posts.entries())
    await put(`posts/${id}`, { ...post, sortOrder });
  const waiting = [...people.entries()].filter(([, person]) => !isOneOfThree(person));
  // Each password is hashed: a few at once use all cores, many would be turned away.
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, person] = next;
      await put(`people/${subjectOf(person.id)}`, personRecord(person, index));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/**
 * The three administrators come last: with them the installation is finished, and the launcher administrates nothing
 * any more. Asked again after an interruption it finds that this has been done.
 */
export async function loadAdministrators({ settings, send }: Loading): Promise<void> {
  const client = send('sso', LAUNCHER_SCOPE);
  const base = `${settings.addresses.sso.publicUrl}/api/admin`;
  const { isFinished } = (await client({ method: 'GET', url: `${base}/installation` })) as {
    isFinished: boolean;
  };
  if (isFinished) return;
  for (const [index, person] of people.entries()) {
    if (!isOneOfThree(person)) continue;
    const body = personRecord(person, index);
    await client({ method: 'PUT', url: `${base}/people/${subjectOf(person.id)}`, body });
  }
  await client({ method: 'POST', url: `${base}/installation/finish`, body: {} });
}
