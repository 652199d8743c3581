import type { ClientCredentials } from '@yimen/service-kit';
import type { z } from 'zod';
import {
  type Directory,
  type DirectoryPerson,
  peopleAnswer,
  postsAnswer,
  unitsAnswer,
} from './directory-answers.ts';

const mostPages = 10_000;

/**
 * Reads the whole directory of the sso-server. People come by time of change, so somebody who is changed meanwhile
 * comes twice; nobody is left out.
 * @throws Error when any part of it cannot be read: half a directory is none
 */
export async function readDirectory(o: {
  issuer: string;
  credentials: ClientCredentials;
  signal: AbortSignal;
}): Promise<Directory> {
  const get = async <S extends z.ZodType>(path: string, answer: S): Promise<z.output<S>> => {
    const response = await o.credentials.fetch(`${o.issuer}/api/directory/${path}`, { signal: o.signal });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`HTTP ${response.status} from the directory: ${path}`);
    }
    return answer.parse(await response.json());
  };
  const [{ units }, { posts }] = await Promise.all([get('units', unitsAnswer), get('posts', postsAnswer)]);
  const people = new Map<string, DirectoryPerson>();
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page++) {
    const query: string = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const answer: z.output<typeof peopleAnswer> = await get(`people${query}`, peopleAnswer);
    for (const person of answer.people) people.set(person.sub, person);
    cursor = answer.cursor;
    if (cursor === null) return { units, posts, people: [...people.values()] };
  }
  throw new Error('the directory does not end');
}
