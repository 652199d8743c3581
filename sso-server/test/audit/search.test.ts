import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sso, startSso } from '../sso-fixture.ts';

type Event = { sequence: number; at: string; event: string; username: string | null; address: string | null };
type Page = { events: Event[]; cursor: string | null };

describe.each(testDatabases())('searching and exporting the audit trail on $name', (database) => {
  let sso: Sso;
  let auditor = '';
  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    auditor = await sso.administrator('audit-administrator');
    for (let index = 0; index < 30; index += 1) {
      await sso.services.audit.record({
        event: 'sign-in-failed',
        outcome: 'failure',
        username: index === 0 ? '=HYPERLINK("http://evil")' : `u${index % 3}`,
        ip: `10.0.0.${index % 5}`,
        clientId: 'payments',
        userAgent: '+cmd|calc, "quoted"\nsecond line',
      });
    }
  });
  afterAll(() => sso.close());

  const get = (path: string, bearer = auditor) => sso.administer('GET', `audit/${path}`, { bearer });
  const search = async (query: string) => (await (await get(`events?${query}`)).json()) as Page;

  it('finds by time, person, system, event, outcome and address, all at once', async () => {
    const { events } = await search(
      'event=sign-in-failed&username=u1&address=10.0.0.1&system=payments&outcome=failure',
    );
    expect(events.length).toBeGreaterThan(0);
    // Nobody has this name: it is found, and does not stand there in clear.
    for (const event of events)
      expect(event).toMatchObject({
        username: expect.stringMatching(/^u…\(2\)#[0-9a-f]{16}$/),
        address: '10.0.0.1',
      });
    expect((await search('event=sign-in-failed&outcome=success')).events).toEqual([]);
    const first = events[0];
    const later = encodeURIComponent(new Date(Date.parse(String(first?.at)) + 1).toISOString());
    expect((await search(`event=sign-in-failed&username=u1&from=${later}`)).events).not.toContainEqual(first);
    expect((await search('person=p-audit-administrator&event=sign-in')).events).toHaveLength(1);
  });

  it('pages by cursor without gaps or doubles, the newest first', async () => {
    const seen: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page = await search(`event=sign-in-failed&limit=7${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.events.map(({ sequence }) => sequence));
      cursor = page.cursor;
    }
    expect(seen).toHaveLength(30);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
    expect((await get('events?cursor=nonsense')).status).toBe(400);
    expect((await get('events?limit=0&from=yesterday&whatever=1')).status).toBe(400);
  });

  it('exports CSV that runs nothing in a spreadsheet, and JSON lines', async () => {
    const answer = await get('export?event=sign-in-failed');
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-[\d-]+\.csv"$/);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer());
    expect(text.startsWith('\ufeffsequence,at,')).toBe(true);
    expect(text).toMatch(/"'=…\(25\)#[0-9a-f]{16}"/);
    expect(text).toContain(`"'+cmd|calc, ""quoted""\nsecond line"`);
    expect(text).not.toMatch(/(^|,)"?[=+@]/m);
    const lines = (await (await get('export?format=jsonl&event=sign-in-failed')).text()).trim().split('\n');
    expect(lines).toHaveLength(30);
    expect(lines.map((line) => (JSON.parse(line) as Event).event)).toContain('sign-in-failed');
  });

  it('writes down who read and who exported, and lets nobody else', async () => {
    const { events } = await search('event=administration-read&person=p-audit-administrator');
    expect(JSON.stringify(events)).toContain('audit.export');
    expect(JSON.stringify(events)).toContain('audit.search');
    for (const role of ['system-administrator', 'security-administrator']) {
      const bearer = await sso.administrator(role);
      for (const path of ['events', 'export', 'verification'])
        expect((await get(path, bearer)).status).toBe(403);
    }
  });

  it('verifies for the auditor, and has no operation that deletes', async () => {
    await sso.settleAudit();
    expect(await (await get('verification')).json()).toMatchObject({ ok: true });
    for (const method of ['DELETE', 'PUT', 'PATCH', 'POST']) {
      const answer = await sso.administer(method, 'audit/events', { bearer: auditor, body: {} });
      expect([method, [404, 405].includes(answer.status)]).toEqual([method, true]);
    }
  });
});
