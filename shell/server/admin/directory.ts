import { problem } from '@yimen/problem';
import type { ClientCredentials, Log } from '@yimen/service-kit';
import type { AdminDirectory } from '@yimen/shell-contract';
import { z } from 'zod';

const FRESH_MS = 60_000;
const localizedText = z.object({ 'zh-CN': z.string(), 'en-US': z.string() });
const named = z.object({ id: z.string(), name: localizedText });
const answers = {
  units: z.object({ units: z.array(named.extend({ parentId: z.string().nullable() })) }),
  posts: z.object({ posts: z.array(named) }),
  roles: z.object({ roles: z.array(named) }),
};

/** Units, posts and roles of the sso-server: what audiences are composed from. */
export type Directory = { get(): Promise<AdminDirectory> };

/** Keeps the answer for a minute, and when the sso-server is away, the last one. */
export function createDirectory(o: {
  issuer: string;
  credentials: ClientCredentials;
  log: Log;
  clock: () => number;
}): Directory {
  let known: { directory: AdminDirectory; at: number } | undefined;

  async function read<N extends keyof typeof answers>(name: N): Promise<z.output<(typeof answers)[N]>> {
    const response = await o.credentials.fetch(`${o.issuer}/api/directory/${name}`);
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

  return {
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
