import { testDatabases } from '@yimen/database/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealAudit } from '../../audit/audit-sealer.ts';
import { verifyAudit } from '../../audit/verify-audit.ts';
import { type Sso, startSso } from '../sso-fixture.ts';

describe.each(testDatabases())('the chain of the audit trail on $name', (database) => {
  let sso: Sso;
  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url(), sealEveryMs: 3_600_000 });
    // Somebody with every right over the database: the triggers do not stop him.
    const drop = (name: string, table: string) =>
      sql
        .raw(`drop trigger ${name}${sso.db.dialect === 'postgres' ? ` on ${table}` : ''}`)
        .execute(sso.db.query);
    await drop('audit_event_no_update', 'audit_event');
    await drop('audit_event_no_delete', 'audit_event');
    await drop('audit_link_no_delete', 'audit_link');
    await drop('audit_link_no_update', 'audit_link').catch(() => undefined);
    await write(40);
    await sso.settleAudit();
    await write(5);
    await sso.settleAudit();
  });
  afterAll(() => sso.close());

  const parts = () => ({ db: sso.db, mac: sso.services.auditMac, now: Date.now });
  const verify = (anchor?: string) => verifyAudit(parts(), { anchor });
  async function write(count: number): Promise<void> {
    const events = Array.from({ length: count }, (_, index) =>
      sso.services.audit.record({
        event: 'sign-in-failed',
        outcome: 'failure',
        // What a stranger may type; half a character and no character.
        username: `甲${index}\ud800\0`,
        userAgent: '😀'.repeat(250),
        detail: { zebra: 1, apple: [1.5, 1e21, { b: null, a: '\udc00' }], gone: undefined },
      }),
    );
    await Promise.all(events);
  }
  const some = async () => {
    const rows = await sso.db.query.selectFrom('audit_event').selectAll().orderBy('sequence').execute();
    const [a, b] = [rows.at(10), rows.at(11)];
    if (!a || !b) throw new Error('too few rows');
    return { a, b, last: rows.at(-1)?.sequence ?? 0 };
  };
  const update = (sequence: number, change: object) =>
    sso.db.query.updateTable('audit_event').set(change).where('sequence', '=', sequence).execute();

  it('is whole after sign-ins, administration and hostile texts', async () => {
    const found = await verify();
    expect(found.ok).toBe(true);
    // More on PostgreSQL when a transaction of another database of the cluster was open: rows wait for it.
    expect(found.links).toBeGreaterThanOrEqual(2);
    expect(found.rows).toBeGreaterThanOrEqual(45);
  });

  it('names a row that was changed, and one whose severity was', async () => {
    const { a, b } = await some();
    await update(a.sequence, { username: 'somebody else' });
    expect((await verify()).broken).toMatchObject({ what: 'changed', row: a.sequence });
    await update(a.sequence, { username: a.username });
    await update(b.sequence, { severity: 'alert' });
    expect((await verify()).broken).toMatchObject({ what: 'changed', row: b.sequence });
    await update(b.sequence, { severity: b.severity });
    expect((await verify()).ok).toBe(true);
  });

  it('names rows that changed places', async () => {
    const { a, b } = await some();
    const { sequence: _a, ...contentOfA } = a;
    const { sequence: _b, ...contentOfB } = b;
    await update(a.sequence, contentOfB);
    await update(b.sequence, contentOfA);
    expect((await verify()).broken).toMatchObject({ what: 'moved', row: a.sequence });
    await update(a.sequence, contentOfA);
    await update(b.sequence, contentOfB);
    expect((await verify()).ok).toBe(true);
  });

  it('names a row that was removed', async () => {
    const { a } = await some();
    await sso.db.query.deleteFrom('audit_event').where('sequence', '=', a.sequence).execute();
    expect((await verify()).broken).toMatchObject({ what: 'removed', row: a.sequence });
    await sso.db.query.insertInto('audit_event').values(a).execute();
    expect((await verify()).ok).toBe(true);
  });

  it('names a row that was invented or copied, before and after it could be linked', async () => {
    const { a, last } = await some();
    for (const content of [{ ...a, mac: null }, { ...a, mac: 'f'.repeat(77) }, { ...a, username: 'x' }, a]) {
      const sequence = last + 1000;
      await sso.db.query
        .insertInto('audit_event')
        .values({ ...content, sequence })
        .execute();
      expect((await verify()).broken).toMatchObject({ what: 'inserted', row: sequence });
      await sso.db.query.deleteFrom('audit_event').where('sequence', '=', sequence).execute();
    }
    expect((await verify()).ok).toBe(true);
  });

  it('finds out when the end was cut off, with the links or without, and when a link was changed', async () => {
    const { query } = sso.db;
    const links = await query.selectFrom('audit_link').selectAll().orderBy('position').execute();
    const last = links.at(-1);
    if (!last) throw new Error('no link');
    const rows = await query
      .selectFrom('audit_event')
      .selectAll()
      .where('sequence', '>=', last.first_sequence)
      .execute();
    await query.deleteFrom('audit_event').where('sequence', '>=', last.first_sequence).execute();
    expect((await verify()).broken).toMatchObject({ what: 'removed', row: last.first_sequence });
    await query.deleteFrom('audit_link').where('position', '=', last.position).execute();
    expect((await verify()).broken).toMatchObject({ what: 'cut-off', link: last.position });
    // With the head turned back too, its MAC cannot be.
    const before = links.at(-2);
    const head = await query.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow();
    const back = {
      position: last.position - 1,
      hash: before?.hash ?? '',
      last_sequence: before?.last_sequence ?? 0,
    };
    await query.updateTable('audit_head').set(back).execute();
    expect((await verify()).broken).toMatchObject({ what: 'cut-off' });
    await query.updateTable('audit_head').set(head).execute();
    await query.insertInto('audit_link').values(last).execute();
    await query.insertInto('audit_event').values(rows).execute();
    expect((await verify()).ok).toBe(true);
    if (sso.db.dialect !== 'postgres') return;
    await query
      .updateTable('audit_link')
      .set({ row_count: 1, hash: 'x' })
      .where('position', '=', 1)
      .execute();
    expect((await verify()).broken).toMatchObject({ what: 'link', link: 1 });
    await query
      .updateTable('audit_link')
      .set(links[0] ?? {})
      .where('position', '=', 1)
      .execute();
  });

  it('knows its own anchors and no others', async () => {
    const { head } = await verify();
    await write(3);
    await sso.settleAudit();
    expect((await verify(head)).ok).toBe(true);
    const [position] = head.split(':');
    expect((await verify(`${position}:${'0'.repeat(64)}`)).broken).toMatchObject({ what: 'anchor' });
    expect((await verify(`99999:${'0'.repeat(64)}`)).broken).toMatchObject({ what: 'anchor' });
  });

  it('is one chain when several processes seal and write at once', async () => {
    const sealing = Array.from({ length: 6 }, async () => {
      await write(30);
      // Who comes second is refused and tries again, as the timer does.
      for (let left = 20; left > 0; left -= 1) {
        if (
          await sealAudit(parts()).then(
            () => true,
            () => false,
          )
        )
          return;
      }
    });
    await Promise.all(sealing);
    await sso.settleAudit();
    const found = await verify();
    expect(found).toMatchObject({ ok: true, unlinked: 0 });
    const numbers = await sso.db.query.selectFrom('audit_event').select('sequence').execute();
    expect(found.rows).toBe(numbers.length);
  });

  it('checks what is not linked yet by its own MAC', async () => {
    await write(2);
    const found = await verify();
    expect(found.ok).toBe(true);
    const { last } = await some();
    const row = await sso.db.query
      .selectFrom('audit_event')
      .selectAll()
      .where('sequence', '=', last)
      .executeTakeFirstOrThrow();
    await update(last, { outcome: 'success' });
    const broken = (await verify()).broken;
    expect(broken).toMatchObject({ row: last });
    await update(last, { outcome: row.outcome });
  });
});
