import type { Kysely, Selectable } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import type { PersonRow } from '../organisation/people-store.ts';

/** The operations that use these have `:id` in their path and `idParams` for its schema. */
const id = ({ params }: OperationInput) => (params as { id: string }).id;

import type { OperationInput } from './operation.ts';

/** What administration operations are about, by the `:id` of their path. */
export const personSubject = {
  kind: 'person',
  id,
  load: async (query: Kysely<SsoDatabase>, sub: string): Promise<PersonRow | null> =>
    (await query.selectFrom('person').selectAll().where('sub', '=', sub).executeTakeFirst()) ?? null,
};

export const relyingPartySubject = {
  kind: 'relying-party',
  id,
  load: async (
    query: Kysely<SsoDatabase>,
    clientId: string,
  ): Promise<Selectable<SsoDatabase['relying_party']> | null> =>
    (await query
      .selectFrom('relying_party')
      .selectAll()
      .where('client_id', '=', clientId)
      .executeTakeFirst()) ?? null,
};

function subjectOfTable<const Table extends 'unit' | 'post' | 'role' | 'resource' | 'person_group'>(
  kind: Table,
) {
  return {
    kind,
    id,
    load: async (query: Kysely<SsoDatabase>, value: string): Promise<Selectable<SsoDatabase[Table]> | null> =>
      ((await query
        .selectFrom(kind as 'unit')
        .selectAll()
        .where('id', '=', value)
        .executeTakeFirst()) ?? null) as Selectable<SsoDatabase[Table]> | null,
  };
}

export const unitSubject = subjectOfTable('unit');
export const postSubject = subjectOfTable('post');
export const roleSubject = subjectOfTable('role');
export const resourceSubject = subjectOfTable('resource');
export const groupSubject = { ...subjectOfTable('person_group'), kind: 'group' };
