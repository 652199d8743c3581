import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabases } from '@yimen/database/testing';
import { createLog } from '@yimen/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archiveAudit } from '../../audit/archive-audit.ts';
import { startAuditArchiver } from '../../audit/audit-archiver.ts';
import { verifyAudit } from '../../audit/verify-audit.ts';
import { ssoConfigSchema } from '../../config.ts';
import { type Sso, startSso, testSecret } from '../sso-fixture.ts';

const day = 24 * 60 * 60_000;

describe.each(testDatabases())('archiving the audit trail on $name', (database) => {
  let sso: Sso;
  // What a start writes is as old as the rest.
  let shift = -300 * day;
  const directory = mkdtempSync(join(tmpdir(), 'yimen-audit-'));
  const now = () => Date.now() + shift;
  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url(), clock: now, sealEveryMs: 3_600_000 });
    await write(-300, 700);
    await write(-100, 20);
    await write(0, 5);
  });
  afterAll(async () => {
    await sso.close();
    rmSync(directory, { recursive: true });
  });

  async function write(days: number, count: number): Promise<void> {
    shift = days * day;
    const rows = Array.from({ length: count }, (_, index) =>
      sso.services.audit.record({ event: 'sign-in', outcome: 'success', username: `u${index}` }),
    );
    await Promise.all(rows);
    await sso.settleAudit();
    shift = 0;
  }
  const parts = () => ({ db: sso.db, mac: sso.services.auditMac, now });
  const count = async () =>
    (await sso.db.query.selectFrom('audit_event').select('sequence').execute()).length;

  it('refuses to keep less than 180 days', () => {
    const parse = (auditRetentionDays: string) =>
      ssoConfigSchema.safeParse({ databaseUrl: 'sqlite:/x', secret: testSecret, auditRetentionDays });
    expect(parse('179').success).toBe(false);
    expect(parse('180').success).toBe(true);
  });

  it('deletes nothing that was not archived, and archives nothing that is too young, whoever asks', async () => {
    await expect(sso.db.query.deleteFrom('audit_event').execute()).rejects.toThrow(/append-only/);
    await expect(archiveAudit(parts(), { directory, keepDays: 1 })).rejects.toThrow(/kept for 180 days/);
    expect((await verifyAudit(parts())).ok).toBe(true);
  });

  it('moves old months to a file whose last line anchors the chain that remains', async () => {
    const before = await count();
    const made = await archiveAudit(parts(), { directory, keepDays: 180 });
    expect(made.archived).toBeGreaterThan(700);
    expect(await count()).toBe(before - Number(made.archived));
    const [only, ...more] = made.files;
    expect(more).toEqual([]);
    const text = readFileSync(String(only?.file), 'utf8');
    expect(createHash('sha256').update(text).digest('hex')).toBe(only?.sha256);
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter((line) => 'row' in line)).toHaveLength(made.archived);
    expect(lines.at(-1)).toEqual({ anchor: only?.anchor });
    expect(await verifyAudit(parts(), { anchor: String(only?.anchor) })).toMatchObject({ ok: true });
    expect(await archiveAudit(parts(), { directory, keepDays: 180 })).toMatchObject({ archived: 0 });
    await expect(sso.db.query.deleteFrom('audit_event').execute()).rejects.toThrow(/append-only/);
    await expect(sso.db.query.deleteFrom('audit_archive').execute()).rejects.toThrow(/append-only/);
    await write(0, 3);
    expect((await verifyAudit(parts())).ok).toBe(true);
  });

  it('finds out when somebody makes an archive up in order to delete', async () => {
    const link = await sso.db.query
      .selectFrom('audit_link')
      .selectAll()
      .orderBy('position')
      .executeTakeFirstOrThrow();
    const forged = {
      position: link.position,
      hash: link.hash,
      last_sequence: link.last_sequence,
      through_at: now() - 181 * day,
      row_count: link.row_count,
      file: 'nowhere',
      file_digest: '',
      archived_at: now(),
      mac: '',
    };
    await sso.db.query.insertInto('audit_archive').values(forged).execute();
    expect((await verifyAudit(parts())).broken).toMatchObject({ what: 'archive', link: link.position });
  });
});

it.each(testDatabases())('archives by itself on $name, in files of a bounded size', async (database) => {
  let at = Date.now() - 300 * day;
  const now = () => at;
  const directory = mkdtempSync(join(tmpdir(), 'yimen-audit-'));
  const log = createLog({ category: 'test', level: 'error' });
  const sso = await startSso({ databaseUrl: await database.url(), clock: now, sealEveryMs: 3_600_000 });
  const parts = { db: sso.db, mac: sso.services.auditMac, now };
  const write = async (count: number) => {
    const row = () => sso.services.audit.record({ event: 'sign-in', outcome: 'success' });
    await Promise.all(Array.from({ length: count }, row));
    await sso.settleAudit();
  };
  const left = async () => (await sso.db.query.selectFrom('audit_event').select('sequence').execute()).length;
  await write(1_200);
  at = Date.now();
  const { files } = await archiveAudit(parts, { directory, keepDays: 180, linksPerFile: 1 });
  expect(files.length).toBeGreaterThan(2);
  expect(await left()).toBe(0);
  expect((await verifyAudit(parts, { anchor: String(files.at(-1)?.anchor) })).ok).toBe(true);

  at = Date.now() - 290 * day;
  await write(20);
  at = Date.now();
  await write(3);
  const idle = startAuditArchiver({ ...parts, log, directory: '', keepDays: 180 });
  await idle.close();
  expect(await left()).toBe(23);
  const archiver = startAuditArchiver({ ...parts, log, directory, keepDays: 180 });
  await archiver.close();
  expect(await left()).toBe(3);
  expect(readdirSync(directory)).toHaveLength(files.length + 1);
  expect((await verifyAudit(parts)).ok).toBe(true);
  await sso.close();
  rmSync(directory, { recursive: true });
});
