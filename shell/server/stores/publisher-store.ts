import type { Database } from '@yimen/database';
import type { Selectable, Transaction } from 'kysely';
import type { PortalTables } from '../database-schema.ts';
import type {
  PublisherKeyTable,
  PublisherPolicyTable,
} from '../registry/publisher-keys/publisher-key-tables.ts';

export type PublisherKeyRow = Selectable<PublisherKeyTable>;
export type PublisherPolicyRow = Selectable<PublisherPolicyTable>;

/** The tables `publisher_key` and `publisher_policy`. */
export type PublisherStore = ReturnType<typeof createPublisherStore>;

export function createPublisherStore(db: Database<PortalTables>) {
  const { query } = db;
  return {
    keys: () =>
      query
        .selectFrom('publisher_key')
        .selectAll()
        .orderBy('publisher')
        .orderBy('created_at')
        .execute() as Promise<PublisherKeyRow[]>,

    keysOf: (publisher: string) =>
      query
        .selectFrom('publisher_key')
        .selectAll()
        .where('publisher', '=', publisher)
        .orderBy('created_at')
        .execute() as Promise<PublisherKeyRow[]>,

    policies: () =>
      query.selectFrom('publisher_policy').selectAll().orderBy('publisher').execute() as Promise<
        PublisherPolicyRow[]
      >,

    findKey: (publisher: string, keyId: string) =>
      query
        .selectFrom('publisher_key')
        .selectAll()
        .where('publisher', '=', publisher)
        .where('key_id', '=', keyId)
        .executeTakeFirst() as Promise<PublisherKeyRow | undefined>,

    findPolicy: (publisher: string) =>
      query
        .selectFrom('publisher_policy')
        .selectAll()
        .where('publisher', '=', publisher)
        .executeTakeFirst() as Promise<PublisherPolicyRow | undefined>,

    /** The first revocation counts; `compromisedSince` may be found out later, and only ever goes back in time. */
    revokeKey: (
      row: Pick<PublisherKeyRow, 'publisher' | 'key_id' | 'compromised_since'>,
      by: Revocation,
    ): Promise<void> =>
      db.transaction(async (trx) => {
        const key = trx
          .updateTable('publisher_key')
          .where('publisher', '=', row.publisher)
          .where('key_id', '=', row.key_id);
        await key.set({ revoked_at: by.at, revoked_by: by.who }).where('revoked_at', 'is', null).execute();
        const since = row.compromised_since;
        if (since === null) return;
        await key
          .set({ compromised_since: since })
          .where((where) =>
            where.or([where('compromised_since', 'is', null), where('compromised_since', '>', since)]),
          )
          .execute();
      }),
  };
}

type Revocation = { at: number; who: string };

/** A key that is registered already stays as it is, revoked or not. */
export async function insertPublisherKey(
  trx: Transaction<PortalTables>,
  row: Pick<PublisherKeyRow, 'publisher' | 'key_id' | 'jwk_json' | 'created_at' | 'created_by'>,
): Promise<void> {
  await trx
    .insertInto('publisher_key')
    .values({ ...row, revoked_at: null, revoked_by: null, compromised_since: null })
    .onConflict((conflict) => conflict.columns(['publisher', 'key_id']).doNothing())
    .execute();
}

/** Changes what is asked of a publisher; what is left out stays as it is. */
export async function writePublisherPolicy(
  trx: Transaction<PortalTables>,
  {
    publisher,
    ...change
  }: Partial<PublisherPolicyRow> & Pick<PublisherPolicyRow, 'publisher' | 'updated_at' | 'updated_by'>,
): Promise<void> {
  await trx
    .insertInto('publisher_policy')
    .values({ publisher, signature_rule: null, origins_json: [], people_json: null, ...change })
    .onConflict((conflict) => conflict.column('publisher').doUpdateSet(change))
    .execute();
}
