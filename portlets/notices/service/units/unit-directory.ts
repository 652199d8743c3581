import { problem } from '@yimen/problem';
import type { ClientCredentials, Log } from '@yimen/service-kit';
import { z } from 'zod';
import { type UnitChoice, unitChoices } from '../../contract/index.ts';

/** Units that a notice can be for. */
export type UnitDirectory = { all(): Promise<UnitChoice[]> };

const answer = z.object({ units: unitChoices });
const freshFor = 300_000;

/** Reads the units of the sso-server's directory, at most every five minutes. While it cannot be reached, the last known serve. */
export function createUnitDirectory(o: {
  issuer: string;
  credentials: ClientCredentials;
  clock: () => number;
  log: Log;
}): UnitDirectory {
  let known: UnitChoice[] | undefined;
  let readAgainAt = 0;
  let reading: Promise<void> | undefined;

  const read = async (): Promise<void> => {
    try {
      const response = await o.credentials.fetch(`${o.issuer}/api/directory/units`);
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      known = answer.parse(await response.json()).units;
      readAgainAt = o.clock() + freshFor;
    } catch (error) {
      o.log.warn('units-unknown', { error });
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
      if (!known) throw problem('service-unavailable', { detail: 'the directory of units cannot be read' });
      return known;
    },
  };
}
