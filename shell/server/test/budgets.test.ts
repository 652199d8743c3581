import { testDatabases } from '@yimen/database/testing';
import type { BudgetLimits, BudgetNotice, PageView } from '@yimen/shell-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeOf, publishPage, publishPortlet } from './harness/factories.ts';
import { figureOf, report } from './harness/figures.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';
import type { TestBrowser } from './harness/test-browser.ts';

describe.each(testDatabases())('budgets of portlets on $name', ({ url }) => {
  let portal: TestPortal;
  let lina: TestBrowser;
  let admin: TestBrowser;
  beforeAll(async () => {
    portal = await startPortal(await url());
    await publishPortlet(portal, 'modest', { budgets: { eventsPerSecond: 5, loadMilliseconds: 900 } });
    await publishPortlet(portal, 'plain');
    await publishPage(portal, 'figures', [nodeOf('a', 'modest'), nodeOf('b', 'plain')]);
    lina = await portal.signIn('lina');
    admin = await portal.signIn('admin');
  });
  afterAll(() => portal.close());

  const budgetsOf = async (portlet: string) =>
    (await lina.api('GET', '/api/pages/figures')).json<PageView>().releases[portlet]?.budgets;

  it('[R113] come from the descriptor, then the portal, and an administrator can only allow less', async () => {
    expect(await budgetsOf('modest')).toMatchObject({ events: 5, load: 900, data: 15_000, requests: 240 });
    expect(await budgetsOf('plain')).toMatchObject({ events: 100, load: 10_000 });
    await admin.api('PUT', '/api/admin/budgets/*', { events: 20, requests: 60 });
    await admin.api('PUT', '/api/admin/budgets/plain', { events: 50, longTasks: 1_000 });
    expect(await budgetsOf('modest')).toMatchObject({ events: 5, requests: 60 });
    expect(await budgetsOf('plain')).toMatchObject({ events: 20, requests: 60, longTasks: 1_000 });
    expect((await admin.api('GET', '/api/admin/budgets')).json<BudgetLimits[]>()).toMatchObject([
      { portlet: '*', limits: { events: 20, requests: 60 }, changedBy: 'p-admin' },
      { portlet: 'plain', limits: { events: 50, longTasks: 1_000 } },
    ]);
    for (const portlet of ['*', 'plain'])
      expect((await admin.api('DELETE', `/api/admin/budgets/${portlet}`)).status).toBe(204);
    expect((await admin.api('DELETE', '/api/admin/budgets/plain')).status).toBe(404);
    expect(await budgetsOf('plain')).toMatchObject({ events: 100, requests: 240 });
  });

  it('that are exceeded are told to the portlet’s publisher, the administrator and the log', async () => {
    const excess = { kind: 'events', action: 'slowed', used: 120, limit: 100 } as const;
    await report(lina, [figureOf('plain', { excesses: [excess] })]);
    await report(lina, [
      figureOf('plain', {
        excesses: [
          { ...excess, used: 150.4 },
          { ...excess, action: 'unmounted' },
        ],
      }),
    ]);
    const notices = (await admin.api('GET', '/api/admin/budget-notices?portlet=plain')).json<
      BudgetNotice[]
    >();
    const slowed = notices.find(({ action }) => action === 'slowed');
    expect(notices).toHaveLength(2);
    expect(slowed).toMatchObject({
      ...{ portlet: 'plain', version: '1.0.0', kind: 'events', count: 2, used: 150, limit: 100 },
    });
    expect(portal.logLines.filter((line) => line.includes('portlet-over-budget'))).toHaveLength(2);
    const asPublisher = async (client: string) =>
      portal.browser().send('/api/registry/portlets/plain/budget-notices', {
        headers: await portal.bearer(client, 'registry:publish'),
      });
    expect((await asPublisher('demo-publisher')).json<BudgetNotice[]>()).toHaveLength(2);
    expect((await asPublisher('somebody-else')).status).toBe(403);
    expect(JSON.stringify(notices)).not.toMatch(/lina/);
  });

  it('are for administrators to limit, within reason', async () => {
    expect((await lina.api('PUT', '/api/admin/budgets/plain', { events: 1 })).status).toBe(403);
    expect((await lina.api('GET', '/api/admin/budget-notices')).status).toBe(403);
    for (const wrong of [{ events: 0 }, { requests: 1.5 }, { load: 1 }, { memory: 5 }])
      expect((await admin.api('PUT', '/api/admin/budgets/plain', wrong)).status).toBe(400);
    expect((await admin.api('PUT', '/api/admin/budgets/No%20name', {})).status).toBe(400);
    const unknown = await portal.browser().send('/api/registry/portlets/unknown/budget-notices', {
      headers: await portal.bearer('demo-publisher', 'registry:publish'),
    });
    expect(unknown.status).toBe(404);
  });
});
