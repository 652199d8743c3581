import { inspectDatabase } from '@yimen/database';
import { restoreElsewhere, testDatabases } from '@yimen/database/testing';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { verifyAudit } from '../../audit/verify-audit.ts';
import { checkAudit } from '../../doctor/check-audit.ts';
import { type Sso, startSso } from '../sso-fixture.ts';

const hourMs = 3_600_000;

describe.each(testDatabases())('an audit trail that was restored elsewhere, on $name', (database) => {
  const open: { close(): Promise<unknown> }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });

  async function start(databaseUrl: string): Promise<Sso> {
    const sso = await startSso({ databaseUrl, sealEveryMs: hourMs });
    open.push(sso);
    return sso;
  }

  const parts = (sso: Sso) => ({ db: sso.db, mac: sso.services.auditMac });
  async function write(sso: Sso, count: number): Promise<void> {
    for (let left = count; left > 0; left -= 1)
      await sso.services.audit.record({ event: 'sign-in-failed', outcome: 'failure', username: `甲${left}` });
  }

  /** From a cluster that has run for long: its numbers are far beyond those of a new one. */
  async function restored() {
    const url = await database.url();
    const sso = await start(url);
    for (let left = 1500; left > 0; left -= 1) await sql`select pg_current_xact_id()`.execute(sso.db.query);
    await write(sso, 30);
    await sso.settleAudit();
    const { head, rows } = await verifyAudit(parts(sso));
    await write(sso, 5);
    const elsewhere = await restoreElsewhere(url);
    return elsewhere === undefined ? undefined : { url: elsewhere, head, rows };
  }

  it.runIf(database.name === 'postgres')(
    'goes on in another cluster: rows are linked, and the whole is whole',
    async (context) => {
      const copy = await restored();
      if (!copy) return context.skip('PostgreSQL is here without its programs');
      const sso = await start(copy.url);
      const head = await sso.db.query.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow();
      const { rows } = await sql<{
        xmin: string;
      }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(sso.db.query);
      expect(Number(rows[0]?.xmin)).toBeLessThan(head.horizon);
      await write(sso, 3);
      // Before anybody has linked, nothing is called an insertion.
      expect(await verifyAudit(parts(sso))).toMatchObject({ ok: true, unlinked: 8 });
      await sso.settleAudit();
      await write(sso, 4);
      await sso.settleAudit();
      const found = await verifyAudit(parts(sso), { anchor: copy.head });
      expect(found).toMatchObject({ ok: true, unlinked: 0, rows: copy.rows + 12 });
    },
  );

  it('is what the doctor warns of when the chain does not keep up', async () => {
    const url = await database.url();
    const sso = await start(url);
    await write(sso, 2);
    const db = await inspectDatabase(url);
    open.push(db);
    expect(await checkAudit(db, Date.now())).toMatchObject([{ status: 'ok' }]);
    const late = Date.now() + 3 * 60_000;
    expect(await checkAudit(db, late)).toMatchObject([
      { status: 'warning', text: { 'en-US': expect.stringMatching(/^\d+ audit rows .* for 3 minutes$/) } },
    ]);
    await sso.settleAudit();
    expect(await checkAudit(db, late)).toMatchObject([{ status: 'ok' }]);
  });
});
