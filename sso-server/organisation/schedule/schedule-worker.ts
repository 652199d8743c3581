import type { Database } from '@yimen/database';
import type { Log } from '@yimen/service-kit';
import type { SsoDatabase } from '../../database-schema.ts';
import { createWorker, type Worker } from '../../worker.ts';
import { type ApplyParts, applyChange } from './apply-change.ts';
import { scheduleTopic } from './schedule-store.ts';

const batch = 100;

/** Looks at least so often: a clock that was set, or a change that another process planned, is noticed in a minute. */
const longestSleepMs = 60_000;

type Parts = ApplyParts & {
  db: Database<SsoDatabase>;
  log: Log;
};

/** Lets planned starts, transfers and leavings take effect. Everything it knows is in the rows. */
export function startScheduleWorker(parts: Parts): Worker {
  const { db, schedule, log, now } = parts;
  const undo = ['resync', scheduleTopic].map((topic) => db.bus.subscribe(topic, () => worker.kick()));

  async function pass(): Promise<boolean> {
    const due = await schedule.due(batch);
    let failures = 0;
    for (const change of due) {
      try {
        await db.transaction((trx) => applyChange(parts, trx, change));
      } catch (error) {
        // One person whose change cannot be made holds up nobody else; it is tried again.
        log.error('scheduled-change-failed', { change: change.id, error });
        failures += 1;
      }
    }
    if (due.length === 0) return false;
    parts.ender.announce();
    return due.length === batch && failures === 0;
  }

  const worker = createWorker({
    pass,
    sleepMs: async () => {
      const next = await schedule.nextAt();
      return next === undefined ? longestSleepMs : Math.min(Math.max(next - now(), 1_000), longestSleepMs);
    },
    onError: (error) => log.error('schedule-worker-failed', { error }),
  });
  return {
    ...worker,
    close() {
      for (const stop of undo) stop();
      return worker.close();
    },
  };
}
