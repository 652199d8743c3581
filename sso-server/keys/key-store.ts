import type { Database } from '@yimen/database';
import type { Selectable, Transaction } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import type { KeyPurpose, ProviderKeyTable } from './key-tables.ts';
import { makeKey } from './make-key.ts';
import type { Seal } from './seal.ts';

export type KeyRow = Selectable<ProviderKeyTable>;
export type KeyReplacement = { ids: string[]; apply(trx: Transaction<SsoDatabase>): Promise<void> };
const purposeOf = (id: string) => `provider-key:${id}`;
const formerNames: Record<KeyPurpose, string> = {
  ES256: 'signing-key:ES256',
  RS256: 'signing-key:RS256',
  cookie: 'cookie-keys',
};

/** Keys at rest: sealed, one row a generation; a unique constraint lets one process make each. */
export function createKeyStore({ db, seal }: { db: Database<SsoDatabase>; seal: Seal }) {
  function open(sealed: string, name: string): string {
    try {
      return seal.open(sealed, name);
    } catch (cause) {
      throw new Error(`cannot open ${name}: YIMEN_SECRET differs from the one this database was made with`, {
        cause,
      });
    }
  }

  /** What earlier versions kept, as the first generation. */
  async function former(purpose: KeyPurpose): Promise<{ id: string; text: string } | undefined> {
    const name = formerNames[purpose];
    const row = await db.query
      .selectFrom('secret_item')
      .select('sealed')
      .where('name', '=', name)
      .executeTakeFirst();
    if (!row) return undefined;
    const parsed = JSON.parse(open(row.sealed, name)) as { kid: string } | string[];
    if (!Array.isArray(parsed)) return { id: parsed.kid, text: JSON.stringify(parsed) };
    return parsed[0] === undefined ? undefined : { id: 'first-cookie-key', text: parsed[0] };
  }

  const toRow = (
    key: { id: string; text: string },
    rest: Pick<KeyRow, 'purpose' | 'generation' | 'active_at' | 'created_at'>,
  ): KeyRow => ({ id: key.id, sealed: seal.seal(key.text, purposeOf(key.id)), ...rest });

  return {
    all: (): Promise<KeyRow[]> => db.query.selectFrom('provider_key').selectAll().execute(),

    /** The key itself. @throws when the secret is another one */
    open: (row: KeyRow): string => open(row.sealed, purposeOf(row.id)),

    /** False when another process was first. */
    async add(plan: Pick<KeyRow, 'purpose' | 'generation' | 'active_at' | 'created_at'>): Promise<boolean> {
      const kept = plan.generation === 1 ? await former(plan.purpose) : undefined;
      const row = toRow(kept ?? (await makeKey(plan.purpose)), plan);
      const result = await db.query
        .insertInto('provider_key')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    async remove(ids: string[]): Promise<void> {
      if (ids.length > 0) await db.query.deleteFrom('provider_key').where('id', 'in', ids).execute();
    },

    /** Successors that take over at that moment, once `apply` has run; of one generation only one can be written. */
    async prepareSuccessors(
      purposes: readonly KeyPurpose[],
      o: { activeAt: () => number; now: () => number },
    ): Promise<KeyReplacement> {
      const made = await Promise.all(
        purposes.map(async (purpose) => ({ purpose, key: await makeKey(purpose) })),
      );
      return {
        ids: made.map(({ key }) => key.id),
        async apply(trx) {
          for (const { purpose, key } of made) {
            const { last } = await trx
              .selectFrom('provider_key')
              .select((all) => all.fn.max('generation').as('last'))
              .where('purpose', '=', purpose)
              .executeTakeFirstOrThrow();
            const plan = {
              purpose,
              generation: Number(last) + 1,
              active_at: o.activeAt(),
              created_at: o.now(),
            };
            await trx.insertInto('provider_key').values(toRow(key, plan)).execute();
          }
        },
      };
    },

    /** New keys that sign as soon as `apply` has run in a transaction; all others of these purposes are gone then. */
    async prepareReplacement(purposes: readonly KeyPurpose[], now: () => number): Promise<KeyReplacement> {
      const made = await Promise.all(
        purposes.map(async (purpose) => ({ purpose, key: await makeKey(purpose) })),
      );
      return {
        ids: made.map(({ key }) => key.id),
        async apply(trx) {
          for (const { purpose, key } of made) {
            const old = await trx
              .deleteFrom('provider_key')
              .where('purpose', '=', purpose)
              .returning('generation')
              .execute();
            const generation = Math.max(0, ...old.map((row) => row.generation)) + 1;
            await trx
              .insertInto('provider_key')
              .values(toRow(key, { purpose, generation, active_at: now(), created_at: now() }))
              .execute();
            // A later start must not bring back what earlier versions kept.
            await trx.deleteFrom('secret_item').where('name', '=', formerNames[purpose]).execute();
          }
        },
      };
    },
  };
}
