import { randomUUID } from 'node:crypto';
import type { Database } from '@yimen/database';
import { problem } from '@yimen/problem';
import { phonesPerHour } from '../config.ts';
import type { ContactsDatabase, PhoneLogTable } from '../tables.ts';

const anHour = 3_600_000;

export type PhoneLog = ReturnType<typeof createPhoneLog>;

/** Who saw which full number, and how many in the last hour. */
export function createPhoneLog(db: Database<ContactsDatabase>) {
  return {
    /**
     * Writes down that somebody is about to learn a number. Done before the number is given away.
     * @throws problem `rate-limited` when it were too many in an hour: the address book is not for collecting numbers
     */
    note: (entry: Omit<PhoneLogTable, 'id' | 'seen_at'>, now: number): Promise<void> =>
      db.transaction(async (trx) => {
        const { number } = await trx
          .selectFrom('phone_log')
          .select((eb) => eb.fn.countAll().as('number'))
          .where('sub', '=', entry.sub)
          .where('seen_at', '>', now - anHour)
          .executeTakeFirstOrThrow();
        if (Number(number) >= phonesPerHour) {
          throw problem('rate-limited', { headers: { 'retry-after': '600' } });
        }
        await trx
          .insertInto('phone_log')
          .values({ id: randomUUID(), ...entry, seen_at: now })
          .execute();
      }),
  };
}
