import { hash, randomInt } from 'node:crypto';
import { type Database, openDatabase } from '@yimen/database';
import { type AuditMac, createAuditMac } from '../audit/audit-mac.ts';
import { createConcealName } from '../audit/audit-names.ts';
import { sealAudit } from '../audit/audit-sealer.ts';
import { type AuditFilter, type AuditPosition, searchAudit } from '../audit/audit-search.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import type { SsoDatabase } from '../database-schema.ts';
import { migrations } from '../migrations/index.ts';

const minuteMs = 60_000;
const names = [
  'sign-in',
  'authorization',
  'token-granted',
  'token-granted',
  'sign-in-failed',
  'sign-out',
] as const;

/**
 * Fills the trail and prints what searching it takes: first pages of different questions and a page far inside, the
 * median and the slowest of a few runs; then linking and verification of all of it.
 */
export async function benchAudit(o: {
  url: string;
  rows: number;
  say: (line: string) => void;
}): Promise<void> {
  const db = await openDatabase<SsoDatabase>({ url: o.url, migrations });
  const mac = createAuditMac('bench');
  const conceal = createConcealName('bench');
  const end = Date.now();
  await fill({ db, mac, end, rows: o.rows });
  const person = hash('sha256', '7').slice(0, 12);
  const week = { from: end - 90 * 24 * 60 * minuteMs, to: end - 83 * 24 * 60 * minuteMs };
  const questions: [string, AuditFilter][] = [
    ['newest', {}],
    ['one person', { person }],
    ['one failed name', { username: person }],
    ['one system', { system: 'system-7' }],
    ['administration', { event: 'administration' }],
    ['failures of a week', { outcome: 'failure', ...week }],
    ['one address', { address: '10.1.3.77' }],
    ['person at a system', { person, system: 'system-7' }],
    ['nobody', { person: 'nobody' }],
    ['rare and absent', { severity: 'alert' }],
  ];
  for (const [title, filter] of questions)
    o.say(await time(title, () => searchAudit(db, { filter, limit: 51, conceal })));
  const after: AuditPosition = { at: end - 90 * 24 * 60 * minuteMs, sequence: Math.round(o.rows / 2) };
  o.say(await time('a page in the middle', () => searchAudit(db, { filter: {}, after, limit: 51, conceal })));
  const begin = performance.now();
  while ((await sealAudit({ db, mac, now: Date.now })) > 0);
  o.say(`  linking all            ${Math.round(performance.now() - begin)} ms`);
  const verifying = performance.now();
  const { ok, rows } = await verifyAudit({ db, mac });
  o.say(
    `  verifying ${rows} rows: ${ok ? 'whole' : 'BROKEN'}, ${Math.round(performance.now() - verifying)} ms`,
  );
  await db.close();
}

/** Rows of 180 days, as a bureau of 3,000 people leaves them. */
async function fill(o: {
  db: Database<SsoDatabase>;
  mac: AuditMac;
  end: number;
  rows: number;
}): Promise<void> {
  const { db, mac, end, rows } = o;
  const step = (180 * 24 * 60 * minuteMs) / rows;
  for (let from = 0; from < rows; from += 1000) {
    const values = Array.from({ length: Math.min(1000, rows - from) }, (_, index) => {
      const number = from + index;
      const person = hash('sha256', String(randomInt(3000))).slice(0, 12);
      const event =
        number % 5000 === 0 ? ('administration' as const) : (names[number % names.length] ?? 'sign-in');
      const content = {
        at: Math.round(end - (rows - number) * step),
        event,
        outcome: event === 'sign-in-failed' ? 'failure' : 'success',
        severity: 'info',
        sub: event === 'sign-in-failed' ? null : person,
        username: event === 'sign-in-failed' ? person : null,
        client_id: `system-${randomInt(40)}`,
        session_uid: null,
        ip: `10.1.${randomInt(12)}.${randomInt(250)}`,
        user_agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
        detail_json: { grantType: 'authorization_code', scope: 'openid profile' },
      };
      return { ...content, mac: mac.next(content) };
    });
    await db.query.insertInto('audit_event').values(values).execute();
  }
}

async function time(title: string, run: () => Promise<unknown[]>): Promise<string> {
  const took: number[] = [];
  let found = 0;
  for (let turn = 0; turn < 5; turn += 1) {
    const begin = performance.now();
    found = (await run()).length;
    took.push(performance.now() - begin);
  }
  took.sort((a, b) => a - b);
  const [median, slowest] = [took[2] ?? 0, took[4] ?? 0];
  return `  ${title.padEnd(22)} median ${median.toFixed(1)} ms, slowest ${slowest.toFixed(1)} ms, ${found} rows`;
}
