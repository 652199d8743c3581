import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bucketOf, percentile } from '../figures/histogram.ts';
import {
  descriptorOf,
  nodeOf,
  publish,
  publishPage,
  publishPortlet,
  releaseOf,
} from './harness/factories.ts';
import { figureOf, readFigures, report } from './harness/figures.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';
import type { TestBrowser } from './harness/test-browser.ts';

const hour = 3_600_000;

describe('histogram', () => {
  it('gives percentiles to within 5 % of the exact ones', () => {
    const values = Array.from({ length: 5_000 }, (_, index) => 3 + ((index * 7919) % 30_011));
    const histogram = new Map<number, number>();
    for (const value of values) histogram.set(bucketOf(value), (histogram.get(bucketOf(value)) ?? 0) + 1);
    const sorted = values.toSorted((a, b) => a - b);
    for (const share of [0.01, 0.5, 0.9, 0.95, 0.99, 1]) {
      const exact = sorted[Math.ceil(values.length * share) - 1] ?? 0;
      expect(Math.abs((percentile(histogram, share) ?? 0) - exact) / exact).toBeLessThan(0.05);
    }
    expect(percentile(new Map(), 0.5)).toBeNull();
    expect(percentile(new Map([[bucketOf(0.2), 1]]), 0.5)).toBe(1);
  });
});

describe.each(testDatabases())('window figures on $name', ({ url }) => {
  let portal: TestPortal;
  let wangfang: TestBrowser;
  let zhangwei: TestBrowser;
  beforeAll(async () => {
    portal = await startPortal(await url());
    for (const name of ['fast', 'slow', 'other', 'restarted']) await publishPortlet(portal, name);
    await publishPortlet(portal, 'secret', { roles: ['administrator'] });
    await publish(portal, releaseOf(descriptorOf('fast', { version: '1.1.0' })));
    await publishPage(portal, 'figures', [nodeOf('a', 'fast')]);
    await publishPage(portal, 'figures-of-the-bureau', [nodeOf('a', 'fast')], {
      audience: { units: ['bureau'] },
    });
    wangfang = await portal.signIn('wangfang');
    zhangwei = await portal.signIn('zhangwei');
  });
  afterAll(() => portal.close());

  it('[R111] adds up what windows reported, by portlet, version, page, unit and hour', async () => {
    const failed = figureOf('fast', { phases: { requested: 1 }, errors: { load: 1 } });
    const busy = figureOf('fast', {
      isNew: false,
      phases: {},
      errors: { code: 2, event: 1 },
      requests: { count: 4, bytes: 5_000, failures: 1 },
      events: { published: 3, heard: 7 },
      longTasks: [80, 2_000],
    });
    expect((await report(wangfang, [figureOf('fast'), failed, figureOf('slow')])).status).toBe(204);
    expect((await report(wangfang, [busy])).status).toBe(204);
    expect((await report(zhangwei, [figureOf('fast', { version: '1.1.0' })])).status).toBe(204);

    const { lines } = await readFigures(portal, 'portlet=fast');
    expect(lines.map(({ portlet, version, loads }) => [portlet, version, loads])).toEqual([
      ['fast', '1.0.0', 2],
      ['fast', '1.1.0', 1],
    ]);
    expect(lines[0]).toMatchObject({
      ...{ failedLoads: 1, errorRate: 0.5, errors: { load: 1, render: 0, code: 2, event: 1 } },
      ...{ requests: 4, requestBytes: 5_000, requestFailures: 1, eventsPublished: 3, eventsHeard: 7 },
      ...{ longTasks: 2, longTaskMilliseconds: 2_080 },
    });
    expect(lines[0]?.loadP95).toBeGreaterThan(95);
    expect(lines[0]?.loadP95).toBeLessThan(105);
    expect(lines[0]?.dataP50).toBeGreaterThan(190);
    expect(lines[0]?.dataP50).toBeLessThan(210);

    const byUnit = await readFigures(portal, 'portlet=fast&by=unit,page');
    expect(byUnit.lines.map(({ unit, page, loads }) => [unit, page, loads])).toEqual([
      ['edu', 'figures', 1],
      ['payment-centre', 'figures', 2],
    ]);
    expect((await readFigures(portal, 'unit=edu&by=portlet')).lines).toMatchObject([
      { portlet: 'fast', loads: 1 },
    ]);
    const [now] = (await readFigures(portal, 'portlet=slow&by=hour')).lines;
    expect(now?.hour).toBe(Math.floor(Date.now() / hour) * hour);
  });

  it('adds correctly when many report at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => report(wangfang, [figureOf('other'), figureOf('other')])),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 204));
    expect((await readFigures(portal, 'portlet=other')).lines).toMatchObject([{ loads: 80 }]);
    await report(wangfang, [figureOf('other')]);
    expect((await readFigures(portal, 'portlet=other')).lines).toMatchObject([{ loads: 81 }]);
  });

  it('counts a page load outside of the sample in no figure', async () => {
    const before = await readFigures(portal, 'by=portlet');
    const failed = figureOf('slow', { errors: { render: 1 } });
    expect((await report(wangfang, [failed], { isSampled: false })).status).toBe(204);
    expect((await readFigures(portal, 'by=portlet')).lines).toEqual(before.lines);
  });

  it('believes nothing about a portlet, version or page that is not there or not for the person', async () => {
    const invented = [
      figureOf('secret'),
      figureOf('never-published'),
      figureOf('slow', { version: '9.9.9' }),
    ];
    expect((await report(wangfang, invented)).status).toBe(204);
    const { lines } = await readFigures(portal, 'by=portlet,version');
    const names = lines.map(({ portlet, version }) => `${portlet} ${version}`);
    expect(names).not.toContain('secret 1.0.0');
    expect(names).not.toContain('never-published 1.0.0');
    expect(names).not.toContain('slow 9.9.9');
    expect((await report(zhangwei, [figureOf('fast')], { page: 'figures-of-the-bureau' })).status).toBe(404);
    expect((await report(wangfang, [figureOf('fast')], { page: 'nowhere' })).status).toBe(404);
  });

  it('refuses what is malformed, foreign or without a session', async () => {
    for (const wrong of [
      { errors: { load: -1 } },
      { errors: { invented: 1 } },
      { phases: { loaded: Number.MAX_VALUE } },
      { person: 'p-wangfang' },
    ]) {
      expect((await report(wangfang, [{ ...figureOf('fast'), ...(wrong as object) }])).status).toBe(400);
    }
    expect((await report(wangfang, [])).status).toBe(400);
    const body = { page: 'figures', isSampled: true, windows: [figureOf('fast')] };
    const foreign = { method: 'POST', body, headers: { 'sec-fetch-site': 'cross-site' } };
    expect((await wangfang.send('/api/window-figures', foreign)).status).toBe(403);
    expect((await report(portal.browser(), [figureOf('fast')])).status).toBe(401);
  });

  it('shows figures to administrators only, and says what is wrong with a question', async () => {
    expect((await wangfang.api('GET', '/api/admin/window-figures')).status).toBe(403);
    expect((await portal.browser().send('/api/admin/window-figures')).status).toBe(401);
    const admin = await portal.signIn('admin');
    expect((await admin.api('GET', '/api/admin/window-figures?by=portlet')).status).toBe(200);
    for (const query of ['by=person', 'from=yesterday', 'from=5&to=4', 'portlet=No']) {
      const answer = await admin.api('GET', `/api/admin/window-figures?${query}`);
      expect([query, answer.status]).toEqual([query, 400]);
    }
  });

  it('keeps a figure for thirty days', async () => {
    const at = Date.now();
    await report(wangfang, [figureOf('slow')]);
    const of = (from: number) => readFigures(portal, `portlet=slow&from=${from}&to=${at}`);
    expect((await of(at - hour)).lines[0]?.loads).toBeGreaterThan(0);
    try {
      portal.clock.aheadMs = 29 * 24 * hour;
      await report(await portal.signIn('wangfang'), [figureOf('slow')]);
      expect((await of(at - hour)).lines[0]?.loads).toBeGreaterThan(0);
      portal.clock.aheadMs = 31 * 24 * hour;
      await report(await portal.signIn('wangfang'), [figureOf('slow')]);
      // The question itself flushes, and the flush removes what is too old.
      await of(at - hour);
      expect((await of(at - hour)).lines).toEqual([]);
    } finally {
      portal.clock.aheadMs = 0;
    }
  });

  it('tells Prometheus', async () => {
    const { text } = await portal.browser().send('/metrics');
    expect(text).toMatch(/yimen_window_loads_total\{portlet="fast",version="1\.1\.0",program="portal"\} 1/);
    expect(text).toMatch(
      /yimen_window_errors_total\{portlet="fast",version="1\.0\.0",kind="code",program="portal"\} 2/,
    );
  });

  it('limits how often one session reports', async () => {
    const lina = await portal.signIn('lina');
    const statuses = new Set<number>();
    for (let time = 0; time < 130; time += 1) statuses.add((await report(lina, [figureOf('slow')])).status);
    expect([...statuses].sort()).toEqual([204, 429]);
    expect((await report(await portal.signIn('wangfang'), [figureOf('slow')])).status).toBe(204);
  });

  it('writes what waits in memory when it closes', async () => {
    const own = await startPortal(await url());
    await publishPortlet(own, 'restarted');
    await publishPage(own, 'figures', [nodeOf('a', 'restarted')]);
    await report(await own.signIn('wangfang'), [figureOf('restarted')]);
    await own.close();
    const again = await startPortal(own.databaseUrl);
    expect((await readFigures(again, 'portlet=restarted')).lines).toMatchObject([{ loads: 1 }]);
    await again.close();
  });
});
