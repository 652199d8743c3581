import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@yimen/database';
import type { KyselyPlugin } from 'kysely';

/** Every statement outside a transaction takes so much longer, as on a busy database. */
export function withLatency<T>(db: Database<T>, milliseconds: number): Database<T> {
  const slow: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      await delay(milliseconds);
      return result;
    },
  };
  return { ...db, query: db.query.withPlugin(slow) };
}
