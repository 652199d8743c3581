import { problem } from '@yimen/problem';
import type { ClientCredentials, Log } from '@yimen/service-kit';
import type { AdminDirectory } from '@yimen/shell-contract';
import { z } from 'zod';

const FRESH_MS = 60_000;
const localizedText = z.object({ 'zh-CN': z.string(), 'en-US': z.string() });
const named = z.array(z.object({ id: z.string(), name: localizedText }));
const units = z.array(
  z.object({ id: z.string(), name: localizedText, parentId: z.string().nullable().default(null) }),
);

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

  async function read<T extends z.ZodType>(name: string, schema: T): Promise<z.output<T>> {
    const response = await o.credentials.fetch(`${o.issuer}/api/directory/${name}`);
    if (!response.ok) throw new Error(`GET /api/directory/${name}: HTTP ${response.status}`);
    return schema.parse(await response.json());
  }

  async function readAll(): Promise<AdminDirectory> {
    const [unitList, posts, roles] = await Promise.all([
      read('units', units),
      read('posts', named),
      read('roles', named),
    ]);
    return {
      units: unitList.map(({ id, parentId, name }) => ({ id, parentId, name })),
      posts: posts.map(({ id, name }) => ({ id, name })),
      roles: roles.map(({ id, name }) => ({ id, name })),
    };
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
