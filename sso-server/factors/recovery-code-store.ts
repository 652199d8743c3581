import type { Database } from '@yimen/database';
import type { Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import {
  createHashRecoveryCode,
  newRecoveryCode,
  normalRecoveryCode,
  recoveryCodeCount,
} from './recovery-code.ts';

export type RecoveryCodeStore = ReturnType<typeof createRecoveryCodeStore>;

export function createRecoveryCodeStore(o: { db: Database<SsoDatabase>; secret: string; now: () => number }) {
  const hashOf = createHashRecoveryCode(o.secret);
  return {
    /** A new set; the old one is worth nothing from now on. The only time that the codes can be read. */
    async replace(trx: Transaction<SsoDatabase>, sub: string): Promise<string[]> {
      const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode);
      await trx.deleteFrom('recovery_code').where('sub', '=', sub).execute();
      const rows = codes.map((code) => ({
        sub,
        code_hash: hashOf(sub, normalRecoveryCode(code) ?? ''),
        created_at: o.now(),
        used_at: null,
      }));
      await trx.insertInto('recovery_code').values(rows).execute();
      return codes;
    },

    /** Uses the code up; of parallel attempts one gets true. */
    async use(sub: string, text: string): Promise<boolean> {
      const code = normalRecoveryCode(text);
      if (code === undefined) return false;
      const used = await o.db.query
        .updateTable('recovery_code')
        .set({ used_at: o.now() })
        .where('sub', '=', sub)
        .where('code_hash', '=', hashOf(sub, code))
        .where('used_at', 'is', null)
        .executeTakeFirst();
      return used.numUpdatedRows === 1n;
    },

    async left(sub: string): Promise<number> {
      const rows = await o.db.query
        .selectFrom('recovery_code')
        .select('code_hash')
        .where('sub', '=', sub)
        .where('used_at', 'is', null)
        .execute();
      return rows.length;
    },
  };
}
