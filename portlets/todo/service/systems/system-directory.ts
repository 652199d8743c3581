import type { ClientCredentials, Log } from '@yimen/service-kit';
import { z } from 'zod';
import { localizedText } from '../../contract/todo.ts';

/** A business system as the sso-server knows it. */
export type BusinessSystem = { name: { 'zh-CN': string; 'en-US': string }; url: string };

/** Where business systems are. */
export type SystemDirectory = { all(): Promise<ReadonlyMap<string, BusinessSystem>> };

const answer = z.object({
  systems: z.array(z.object({ clientId: z.string(), name: localizedText, url: z.url() })),
});
const freshFor = 60_000;
const retryAfter = 5_000;

/**
 * Reads the systems of the sso-server's directory, at most once a minute. While it cannot be reached the last known
 * ones serve; to-dos are shown all the same, only without a link when nothing is known.
 */
export function createSystemDirectory(o: {
  issuer: string;
  credentials: ClientCredentials;
  clock: () => number;
  log: Log;
}): SystemDirectory {
  let known: ReadonlyMap<string, BusinessSystem> = new Map();
  let readAgainAt = 0;
  let reading: Promise<void> | undefined;

  const read = async (): Promise<void> => {
    try {
      const response = await o.credentials.fetch(`${o.issuer}/api/directory/systems`);
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      const { systems } = answer.parse(await response.json());
      known = new Map(systems.map(({ clientId, name, url }) => [clientId, { name, url }]));
      readAgainAt = o.clock() + freshFor;
    } catch (error) {
      o.log.warn('systems-unknown', { error });
      readAgainAt = o.clock() + retryAfter;
    }
  };
  return {
    async all() {
      if (o.clock() >= readAgainAt) {
        reading ??= read().finally(() => {
          reading = undefined;
        });
        await reading;
      }
      return known;
    },
  };
}
