import type { Database } from '@yimen/database';
import type { Log } from '@yimen/service-kit';
import type { Transaction } from 'kysely';
import type { SsoDatabase } from '../../database-schema.ts';
import { createWorker, type Worker } from '../../worker.ts';
import { peopleTopic } from '../people-store.ts';
import { searchTokens } from './search-tokens.ts';

/** Small: on SQLite everybody's writes wait for a batch. */
const batch = 200;
const sleepMs = 60_000;

/**
 * Makes the search tokens of people who are new or have changed, a few at a time behind everything else, so that a
 * large import does not have to. Which people that are is in the rows.
 */
export function startSearchIndexer({ db, log }: { db: Database<SsoDatabase>; log: Log }): Worker {
  const undo = ['resync', peopleTopic].map((topic) => db.bus.subscribe(topic, () => worker.kick()));

  async function indexSome(trx: Transaction<SsoDatabase>): Promise<number> {
    const pending = await trx
      .deleteFrom('search_pending')
      .where('sub', 'in', trx.selectFrom('search_pending').select('sub').orderBy('sub').limit(batch))
      .returning('sub')
      .execute();
    if (pending.length === 0) return 0;
    const subs = pending.map(({ sub }) => sub);
    const people = await trx
      .selectFrom('person')
      .select(['sub', 'name_json', 'username', 'email', 'mobile_phone'])
      .where('sub', 'in', subs)
      .execute();
    await trx.deleteFrom('person_search').where('sub', 'in', subs).execute();
    const rows = people.flatMap((person) =>
      searchTokens(person).map((token) => ({ token, sub: person.sub })),
    );
    if (rows.length > 0) await trx.insertInto('person_search').values(rows).execute();
    return pending.length;
  }

  const worker = createWorker({
    async pass() {
      const done = await db.transaction(indexSome);
      // Requests that came in meanwhile go first.
      await new Promise((resolve) => setImmediate(resolve));
      return done === batch;
    },
    sleepMs: async () => sleepMs,
    onError: (error) => log.error('search-index-failed', { error }),
  });
  return {
    ...worker,
    close() {
      for (const stop of undo) stop();
      return worker.close();
    },
  };
}
