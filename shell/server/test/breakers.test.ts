import { testDatabases } from '@yimen/database/testing';
import type { Breaker, PageView, ReleaseView } from '@yimen/shell-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  descriptorOf,
  nodeOf,
  publish,
  publishPage,
  publishPortlet,
  releaseOf,
} from './harness/factories.ts';
import { figureOf, report } from './harness/figures.ts';
import type { Account } from './harness/people.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';
import type { TestBrowser } from './harness/test-browser.ts';

describe.each(testDatabases())('breakers of releases on $name', ({ url }) => {
  let portal: TestPortal;
  let browsers: Record<'wangfang' | 'lina' | 'chenjing' | 'zhangwei' | 'admin', TestBrowser>;
  const names = ['counted', 'one-person', 'mostly-good', 'recovers', 'by-hand', 'unsampled'];
  beforeAll(async () => {
    portal = await startPortal(await url());
    for (const name of names) await publishPortlet(portal, name);
    await publishPage(
      portal,
      'figures',
      names.map((name) => nodeOf(name, name)),
    );
    const signedIn: [string, TestBrowser][] = [];
    // One after the other: the provider has one person at a time.
    for (const name of ['wangfang', 'lina', 'chenjing', 'zhangwei', 'admin'] satisfies Account[])
      signedIn.push([name, await portal.signIn(name)]);
    browsers = Object.fromEntries(signedIn) as typeof browsers;
  });
  afterAll(() => portal.close());

  const failed = (portlet: string) => figureOf(portlet, { phases: { requested: 1 }, errors: { load: 1 } });
  const failFor = async (portlet: string, people: readonly (keyof typeof browsers)[]) => {
    for (const person of people) expect((await report(browsers[person], [failed(portlet)])).status).toBe(204);
  };
  const heldFor = async (portlet: string, person: keyof typeof browsers = 'chenjing') =>
    (await browsers[person].api('GET', '/api/pages/figures')).json<PageView>().releases[portlet]?.held ??
    null;
  const breakerOf = async (portlet: string) =>
    (await browsers.admin.api('GET', '/api/admin/breakers'))
      .json<Breaker[]>()
      .find((breaker) => breaker.portlet === portlet);
  const act = async (portlet: string, what: string) =>
    browsers.admin.api('POST', `/api/admin/breakers/${portlet}/1.0.0`, { act: what });

  it('[R112] opens when a release fails several people: page loads get the reason instead of the code', async () => {
    await failFor('counted', ['wangfang', 'lina']);
    expect(await heldFor('counted')).toBeNull();
    const preloads = async () =>
      (await browsers.chenjing.open('/pages/figures')).text.match(/modulepreload[^>]*counted/);
    expect(await preloads()).not.toBeNull();
    await failFor('counted', ['chenjing']);
    expect(await heldFor('counted')).toMatchObject({ reason: 'breaker' });
    expect(await preloads()).toBeNull();
    const one = (await browsers.lina.api('GET', '/api/releases/counted')).json<ReleaseView>();
    expect(one).toMatchObject({ version: '1.0.0', held: { reason: 'breaker' } });
    expect(await breakerOf('counted')).toMatchObject({
      ...{ state: 'open', hold: null, failedPeople: 3, people: 3, errors: { load: 3 }, changedBy: null },
    });
    expect(portal.logLines.some((line) => line.includes('release-breaker-opened'))).toBe(true);
  });

  it('holds no other release of the portlet', async () => {
    await publish(portal, releaseOf(descriptorOf('counted', { version: '1.0.1' })));
    expect(await heldFor('counted')).toBeNull();
  });

  it('does not open for one person’s failures, nor when most people fare well', async () => {
    await failFor(
      'one-person',
      Array.from({ length: 20 }, () => 'wangfang' as const),
    );
    expect(await heldFor('one-person')).toBeNull();
    for (const person of ['wangfang', 'lina', 'chenjing', 'zhangwei'] as const)
      await report(browsers[person], [figureOf('mostly-good')]);
    await failFor('mostly-good', ['admin']);
    expect(await heldFor('mostly-good')).toBeNull();
  });

  it('counts failures outside of the sample, and forgets old ones', async () => {
    const tell = (person: keyof typeof browsers) =>
      report(browsers[person], [failed('unsampled')], { isSampled: false });
    await tell('wangfang');
    await tell('lina');
    portal.clock.aheadMs += 301_000;
    await tell('chenjing');
    expect(await heldFor('unsampled')).toBeNull();
    await tell('wangfang');
    await tell('lina');
    expect(await heldFor('unsampled')).toMatchObject({ reason: 'breaker' });
  });

  it('lets one load try after a while: a good one closes it, a bad one opens it for longer', async () => {
    await failFor('recovers', ['wangfang', 'lina', 'zhangwei']);
    const first = await heldFor('recovers');
    expect(first).not.toBeNull();
    portal.clock.aheadMs += 61_000;
    expect((await breakerOf('recovers'))?.state).toBe('half-open');
    expect(await heldFor('recovers', 'wangfang')).toBeNull();
    expect(await heldFor('recovers', 'lina')).toMatchObject({ reason: 'breaker' });
    await failFor('recovers', ['wangfang']);
    const again = await breakerOf('recovers');
    expect(again?.state).toBe('open');
    expect((again?.retryAt ?? 0) - (again?.changedAt ?? 0)).toBe(120_000);
    portal.clock.aheadMs += 61_000;
    expect(await heldFor('recovers', 'lina')).not.toBeNull();
    portal.clock.aheadMs += 61_000;
    expect(await heldFor('recovers', 'lina')).toBeNull();
    await report(browsers.lina, [figureOf('recovers')]);
    expect((await breakerOf('recovers'))?.state).toBe('closed');
    expect(await heldFor('recovers', 'zhangwei')).toBeNull();
  });

  it('obeys an administrator: open, closed, automatic again', async () => {
    expect((await act('by-hand', 'hold-open')).json()).toMatchObject({ state: 'open', changedBy: 'p-admin' });
    expect(await heldFor('by-hand')).toMatchObject({ reason: 'administrator', retryAt: null });
    portal.clock.aheadMs += 3_600_000 / 4;
    expect(await heldFor('by-hand')).not.toBeNull();
    expect((await act('by-hand', 'hold-closed')).json()).toMatchObject({ state: 'closed', hold: 'closed' });
    await failFor('by-hand', ['wangfang', 'lina', 'chenjing', 'zhangwei']);
    expect(await heldFor('by-hand')).toBeNull();
    await act('by-hand', 'automatic');
    await failFor('by-hand', ['wangfang', 'lina', 'chenjing', 'zhangwei']);
    expect(await heldFor('by-hand')).toMatchObject({ reason: 'breaker' });
    expect((await act('by-hand', 'close')).json()).toMatchObject({ state: 'closed', hold: null });
    expect(await heldFor('by-hand')).toBeNull();
  });

  it('lets administrators only, and refuses what is not there', async () => {
    expect((await browsers.lina.api('GET', '/api/admin/breakers')).status).toBe(403);
    const path = '/api/admin/breakers/by-hand/1.0.0';
    expect((await browsers.lina.api('POST', path, { act: 'close' })).status).toBe(403);
    expect((await portal.browser().api('POST', path, { act: 'close' })).status).toBe(401);
    expect((await act('by-hand', 'explode')).status).toBe(400);
    expect((await act('never-published', 'close')).status).toBe(404);
    const foreign = { method: 'POST', body: { act: 'close' }, headers: { 'sec-fetch-site': 'cross-site' } };
    expect((await browsers.admin.send(path, foreign)).status).toBe(403);
  });
});

describe.each(testDatabases())('a restart with an open breaker on $name', ({ url }) => {
  it('keeps it open', async () => {
    const before = await startPortal(await url());
    await publishPortlet(before, 'kept');
    await publishPage(before, 'figures', [nodeOf('a', 'kept')]);
    const admin = await before.signIn('admin');
    await admin.api('POST', '/api/admin/breakers/kept/1.0.0', { act: 'hold-open' });
    await before.close();
    const after = await startPortal(before.databaseUrl);
    const page = (await (await after.signIn('lina')).api('GET', '/api/pages/figures')).json<PageView>();
    expect(page.releases.kept?.held).toMatchObject({ reason: 'administrator' });
    await after.close();
  });
});
