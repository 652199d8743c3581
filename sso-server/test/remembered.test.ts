import { testDatabases } from '@yimen/database/testing';
import type { Transaction } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SsoDatabase } from '../database-schema.ts';
import { type Sso, startSso } from './sso-fixture.ts';

const name = { 'zh-CN': '测试', 'en-US': 'Test' };
const audience = 'urn:example:not-committed';

// A unit of work sees what it has written before the COMMIT. What is remembered for everybody must not come from there: a
// COMMIT that fails takes the rows back, and nobody would forget them.
describe.each(testDatabases())('what is kept in memory on $name', (database) => {
  let sso: Sso;
  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url() });
  });
  afterAll(() => sso.close());

  it('is what is committed, also when a unit asks that has written and sees more', async () => {
    const { db, resources, requirements, organisation, relyingParties } = sso.services;
    await sso.relyingParty('asked');
    const eagerly = (write: (trx: Transaction<SsoDatabase>) => Promise<unknown>) =>
      db.transaction(write, { isEager: true });
    const remembered = async () => ({
      resource: (await resources.findByAudience(audience))?.id,
      level: (await requirements.find('role', 'written')).defaultAcrValues,
      role: (await organisation.structure()).roles.has('written'),
      isActive: (await relyingParties.find('asked'))?.isActive,
    });
    const before = { resource: undefined, level: [], role: false, isActive: true };
    const after = { resource: 'written', level: ['urn:x'], role: true, isActive: false };

    const inside = await db.unit(async () => {
      // Somebody has announced a change: everything is read anew now.
      await Promise.all([resources, requirements, organisation, relyingParties].map((one) => one.changed()));
      await eagerly(async (trx) => {
        const resource = { id: 'written', audience, name_json: name, scopes_json: [], updated_at: 0 };
        await trx
          .insertInto('resource')
          .values({ ...resource, managed_by: null })
          .execute();
        await requirements.put(trx, 'role', 'written', { minimumAcr: 'urn:x', defaultAcrValues: ['urn:x'] });
        await organisation.put(trx, 'role', { id: 'written', name_json: name });
        await trx
          .updateTable('relying_party')
          .set({ is_active: false })
          .where('client_id', '=', 'asked')
          .execute();
      });
      return await remembered();
    });
    // PostgreSQL commits each transaction at its end.
    expect(inside).toEqual(db.dialect === 'sqlite' ? before : after);
    await Promise.all([resources, requirements, organisation, relyingParties].map((one) => one.changed()));
    expect(await remembered()).toEqual(after);
  });
});
