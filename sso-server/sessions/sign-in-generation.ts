import { type Database, prepareQuery } from '@yimen/database';
import type { Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';

export type SignInGenerations = ReturnType<typeof createSignInGenerations>;

/**
 * What a person has proved counts until she is thrown out: each throw-out begins another generation of sign-ins, and a
 * proof of an earlier one opens no session any more. A proof can wait for an hour in an interaction, and a password
 * check can be under way while the password is reset, so the generation is read before anything is proved and compared
 * when the session begins. Counted by the database: no clock of any process takes part.
 */
export function createSignInGenerations({ db }: { db: Database<SsoDatabase> }) {
  const find = prepareQuery<{ sub: string }, { generation: number }, SsoDatabase>(db.query, (of, value) =>
    of.selectFrom('sign_in_generation').select('generation').where('account_id', '=', value.sub),
  );
  return {
    /** To be read before the proof is checked. Who was never thrown out and has not signed in yet has no row. */
    current: async (sub: string): Promise<number> => (await find({ sub })).rows[0]?.generation ?? 0,

    /** In the transaction of the throw-out: what was proved until now opens nothing any more. */
    async raise(trx: Transaction<SsoDatabase>, sub: string): Promise<void> {
      await trx
        .insertInto('sign_in_generation')
        .values({ account_id: sub, generation: 1, sign_ins: 0 })
        .onConflict((conflict) =>
          conflict
            .column('account_id')
            .doUpdateSet((set) => ({ generation: set('sign_in_generation.generation', '+', 1) })),
        )
        .execute();
    },

    /**
     * In the transaction that writes what follows from a proof. It changes the row that a throw-out changes, so that
     * the two come one after the other on every engine: a session is either seen and ended, or not written.
     * @returns false when the proof is of an earlier generation
     */
    async enter(trx: Transaction<SsoDatabase>, sub: string, generation: number): Promise<boolean> {
      const { numInsertedOrUpdatedRows = 0n } = await trx
        .insertInto('sign_in_generation')
        .values({ account_id: sub, generation: 0, sign_ins: 1 })
        .onConflict((conflict) =>
          conflict
            .column('account_id')
            .doUpdateSet((set) => ({ sign_ins: set('sign_in_generation.sign_ins', '+', 1) }))
            .where('sign_in_generation.generation', '=', generation),
        )
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows > 0n;
    },
  };
}
