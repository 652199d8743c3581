import type { Loading } from './load-demonstration.ts';
import { posts, units } from './organisation.ts';
import { people } from './people.ts';
import { personRecord, subjectOf } from './person-record.ts';

const AT_ONCE = 4;

/** Units, posts and people, through the administration API of the sso-server. */
export async function loadOrganisation({ settings, send }: Loading): Promise<void> {
  const client = send('sso', 'sso:admin');
  const put = (path: string, body: unknown) =>
    client({ method: 'PUT', url: `${settings.addresses.sso.publicUrl}/api/admin/${path}`, body });
  // In order: a unit's parent has to be there.
  for (const [sortOrder, { id, ...unit }] of units.entries())
    await put(`units/${id}`, { ...unit, sortOrder });
  for (const [sortOrder, { id, ...post }] of posts.entries())
    await put(`posts/${id}`, { ...post, sortOrder });
  const waiting = [...people.entries()];
  // Each password is hashed: a few at once use all cores, many would be turned away.
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, person] = next;
      await put(`people/${subjectOf(person.id)}`, personRecord(person, index));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
