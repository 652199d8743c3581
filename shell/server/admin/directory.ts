import { problem } from '@yimen/problem';
import type { ClientCredentials, Log } from '@yimen/service-kit';
import type { AdminDirectory, DirectoryPerson } from '@yimen/shell-contract';
import { z } from 'zod';
import { operatorRoles } from '../registry/states/transitions.ts';

const FRESH_MS = 60_000;
const localizedText = z.object({ 'zh-CN': z.string(), 'en-US': z.string() });
const named = z.object({ id: z.string(), name: localizedText });
const person = z.object({
  ...{ sub: z.string(), username: z.string(), name: localizedText },
  ...{ roles: z.array(z.string()), isActive: z.boolean() },
});
const MOST_PAGES = 1000;
const answers = {
  units: z.object({ units: z.array(named.extend({ parentId: z.string().nullable() })) }),
  posts: z.object({ posts: z.array(named) }),
  roles: z.object({ roles: z.array(named) }),
  people: z.object({ people: z.array(person), cursor: z.string().nullable() }),
};

/** Units, posts and roles of the sso-server: what audiences are composed from. */
export type Directory = {
  get(): Promise<AdminDirectory>;
  /** People whose roles let them operate releases, by name. */
  operators(): Promise<DirectoryPerson[]>;
};

/** Keeps the answer for a minute, and when the sso-server is away, the last one. */
export function createDirectory(o: {
  issuer: string;
  credentials: ClientCredentials;
  log: Log;
  clock: () => number;
}): Directory {
  let known: { directory: AdminDirectory; at: number } | undefined;

  async function read<N extends keyof typeof answers>(
    name: N,
    query = '',
  ): Promise<z.output<(typeof answers)[N]>> {
    const response = await o.credentials.fetch(`${o.issuer}/api/directory/${name}${query}`);
    if (!response.ok) throw new Error(`GET /api/directory/${name}: HTTP ${response.status}`);
    return answers[name].parse(await response.json()) as z.output<(typeof answers)[N]>;
  }

  async function readAll(): Promise<AdminDirectory> {
    const [{ units }, { posts }, { roles }] = await Promise.all([
      read('units'),
      read('posts'),
      read('roles'),
    ]);
    return { units, posts, roles };
  }

  async function readPeople() {
    const people = new Map<string, z.output<typeof person>>();
    let cursor: string | null = null;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query: string = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
      const answer: z.output<typeof answers.people> = await read('people', query);
      for (const one of answer.people) people.set(one.sub, one);
      cursor = answer.cursor;
      if (cursor === null) break;
    }
    return [...people.values()];
  }

  return {
    async operators() {
      try {
        const people = await readPeople();
        return people
          .filter(({ isActive, roles }) => isActive && roles.some((role) => operatorRoles.includes(role)))
          .map(({ sub, name, username }) => ({ sub, name, username }));
      } catch (error) {
        o.log.warn('directory-unavailable', { error });
        throw problem('service-unavailable', { detail: 'the directory cannot be read now', cause: error });
      }
    },

    async get() {
      if (known && o.clock() - known.at < FRESH_MS) return known.directory;
      try {
        known = { directory: await readAll(), at: o.clock() };
        return known.directory;
      } catch (error) {
        o.log.warn('directory-unavailable', { error });
        if (known) return known.directory;
        throw problem('service-unavailable', { detail: 'the directory cannot be read now', cause: error });
      }
    },
  };
}
