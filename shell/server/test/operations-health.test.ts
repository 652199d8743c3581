import { testDatabases } from '@yimen/database/testing';
import type {
  Breaker,
  BudgetLimits,
  BudgetNotice,
  IntegrityReport,
  NamedFigureReport,
} from '@yimen/shell-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeOf, publishPage, publishPortlet } from './harness/factories.ts';
import { figureOf, report } from './harness/figures.ts';
import type { Account } from './harness/people.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';
import type { Answer } from './harness/test-browser.ts';

describe.each(testDatabases())('how portlets fare, for operators, on $name', ({ url }) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal(await url());
    for (const name of ['fast', 'greedy']) await publishPortlet(portal, name);
    await publishPage(portal, 'figures', [nodeOf('a', 'fast'), nodeOf('b', 'greedy')]);
    const wangfang = await portal.signIn('wangfang');
    const excesses = [{ kind: 'events', action: 'slowed', used: 300, limit: 100 } as const];
    await report(wangfang, [figureOf('fast'), figureOf('greedy', { excesses })]);
    // Of a unit that the directory knows, which hers it does not.
    await report(await portal.signIn('dev'), [figureOf('fast')]);
    const tampered = { portlet: 'fast', version: '1.0.0', path: 'remoteEntry.js', isOtherOrigin: false };
    const answer = await wangfang.api('POST', '/api/integrity-reports', { ...tampered, actual: null });
    expect(answer.status, answer.text).toBe(204);
  });
  afterAll(() => portal.close());

  const operate = async (who: Account, method: string, path: string, body?: unknown): Promise<Answer> =>
    portal.browser().send(`/api/operations${path}`, {
      ...{ method, body },
      headers: await portal.personBearer(who, 'portal:operate'),
    });
  const reads = ['/window-figures', '/breakers', '/budgets', '/budget-notices', '/integrity-reports'];
  const changes = [
    ['POST', '/breakers/fast/1.0.0', { act: 'hold-open' }],
    ['PUT', '/budgets/fast', { events: 5 }],
    ['DELETE', '/budgets/fast', undefined],
  ] as const;

  it('[R111] gives figures with the names of what they are about, by portlet, page and unit', async () => {
    const figures = async (by: string) =>
      (await operate('dev', 'GET', `/window-figures?by=${by}`)).json<NamedFigureReport>();
    const byPortlet = await figures('portlet,version');
    expect(byPortlet.lines).toMatchObject([
      { portlet: 'fast', version: '1.0.0', loads: 2, errorRate: 0 },
      { portlet: 'greedy', version: '1.0.0', loads: 1 },
    ]);
    expect(Object.keys(byPortlet.names.portlets)).toEqual(['fast', 'greedy']);
    expect(byPortlet.names).toMatchObject({ pages: {}, units: {} });
    const byPage = await figures('page');
    expect(byPage.lines).toMatchObject([{ page: 'figures', loads: 3 }]);
    expect(byPage.names.pages.figures?.['zh-CN']).toEqual(expect.any(String));
    const byUnit = await figures('unit');
    expect(byUnit.lines).toMatchObject([{ unit: 'it-centre' }, { unit: 'payment-centre' }]);
    expect(byUnit.names.units).toEqual({ 'it-centre': expect.objectContaining({ 'zh-CN': '信息中心' }) });
    expect((await operate('dev', 'GET', '/window-figures?by=colour')).status).toBe(400);
    expect((await operate('dev', 'GET', '/window-figures?from=2&to=1')).status).toBe(400);
  });

  it('lets administrators hold and close breakers, in their name', async () => {
    const held = await operate('admin', 'POST', '/breakers/fast/1.0.0', { act: 'hold-open' });
    expect(held.json()).toMatchObject({ state: 'open', hold: 'open', changedBy: 'p-admin' });
    const listed = (await operate('panyu', 'GET', '/breakers')).json<Breaker[]>();
    expect(listed).toMatchObject([{ portlet: 'fast', version: '1.0.0', state: 'open' }]);
    const closed = await operate('admin', 'POST', '/breakers/fast/1.0.0', { act: 'close' });
    expect(closed.json()).toMatchObject({ state: 'closed', hold: null });
    expect((await operate('admin', 'POST', '/breakers/fast/9.9.9', { act: 'close' })).status).toBe(404);
    expect((await operate('admin', 'POST', '/breakers/fast/1.0.0', { act: 'explode' })).status).toBe(400);
  });

  it('lets administrators limit budgets, and shows who went over them', async () => {
    expect((await operate('admin', 'PUT', '/budgets/greedy', { events: 5 })).status).toBe(200);
    expect((await operate('panyu', 'GET', '/budgets')).json<BudgetLimits[]>()).toMatchObject([
      { portlet: 'greedy', limits: { events: 5 }, changedBy: 'p-admin' },
    ]);
    expect((await operate('panyu', 'GET', '/budget-notices')).json<BudgetNotice[]>()).toMatchObject([
      { portlet: 'greedy', kind: 'events', action: 'slowed', used: 300, limit: 100 },
    ]);
    expect((await operate('admin', 'PUT', '/budgets/greedy', { events: 0 })).status).toBe(400);
    expect((await operate('admin', 'DELETE', '/budgets/greedy')).status).toBe(204);
    expect((await operate('admin', 'DELETE', '/budgets/greedy')).status).toBe(404);
  });

  it('shows integrity reports without whose browser it was', async () => {
    const reports = (await operate('dev', 'GET', '/integrity-reports')).json<IntegrityReport[]>();
    expect(reports).toMatchObject([{ portlet: 'fast', path: 'remoteEntry.js', source: 'browser' }]);
    expect(JSON.stringify(reports)).not.toContain('p-wangfang');
  });

  it('is read by approvers and developers, changed by administrators, and nobody else’s', async () => {
    for (const path of reads) {
      expect((await operate('panyu', 'GET', path)).status, path).toBe(200);
      expect((await operate('dev', 'GET', path)).status, path).toBe(200);
      expect((await operate('lina', 'GET', path)).status, path).toBe(403);
      expect((await portal.browser().send(`/api/operations${path}`)).status, path).toBe(401);
    }
    for (const [method, path, body] of changes) {
      for (const who of ['panyu', 'dev', 'lina'] as const)
        expect((await operate(who, method, path, body)).status, path).toBe(403);
      const foreign = await portal.browser().send(`/api/operations${path}`, { method, body });
      expect(foreign.status, path).toBe(401);
    }
  });
});
