import { openDatabase } from '@yimen/database';
import { testDatabases } from '@yimen/database/testing';
import { describe, expect, it } from 'vitest';
import type { PortalTables } from '../database-schema.ts';
import { portalMigrations } from '../migrations/index.ts';
import { createReleaseStore } from '../stores/release-store.ts';
import { descriptorOf } from './harness/factories.ts';

const name = '20261125T1100-release-integrity';

describe.each(testDatabases())('releases of before there were signatures, on $name', ({ url }) => {
  it('keep what they are, with the hashes of their other files', async () => {
    const address = await url();
    // Those that came later build on it.
    const before = Object.fromEntries(Object.entries(portalMigrations).filter(([key]) => key < name));
    const old = await openDatabase<PortalTables>({ url: address, migrations: before });
    const keys = { portlet: 'kept', version: '1.0.0' };
    const bytes = { identity: Buffer.from('1'), gzip: null, brotli: null };
    await old.query.insertInto('portlet').values({ name: 'kept', publisher: 'p', created_at: 1 }).execute();
    const row = {
      ...{ ...keys, descriptor_json: descriptorOf('kept'), entry: 'remoteEntry.js', integrity: 'sha384-e' },
      ...{ needs_json: {}, is_styled: false, bytes: 3, published_at: 1, published_by: 'p', state: 'live' },
      ...{ manifest_sha384: 'm' },
    };
    // The row as it was, without the columns that the type has now.
    await old.query
      .insertInto('release')
      .values(row as never)
      .execute();
    for (const path of ['remoteEntry.js', 'chunk.js', 'more/style.css', 'picture.png'])
      await old.query
        .insertInto('release_file')
        .values({ ...keys, path, sha384: `h-${path}`, ...bytes })
        .execute();
    await old.close();

    const db = await openDatabase<PortalTables>({ url: address, migrations: portalMigrations });
    const releases = createReleaseStore(db);
    const [release] = await releases.ofPortlet('kept');
    expect(await releases.find('kept', release?.version ?? '')).toMatchObject({ signature: null });
    expect(release).toMatchObject({
      modules_json: { 'chunk.js': 'sha384-h-chunk.js', 'more/style.css': 'sha384-h-more/style.css' },
      key_id: null,
      damaged_at: null,
      compromised_since: null,
    });
    await db.close();
  });
});
