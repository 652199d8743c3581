import { testDatabases } from '@yimen/database/testing';
import type { OperatedPortletDetail, ReleaseState, RolloutRings } from '@yimen/shell-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareOf } from '../rollout/choose-ring.ts';
import { nodeOf, publishPage } from './harness/factories.ts';
import { figureOf, report } from './harness/figures.ts';
import type { Account } from './harness/people.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';
import { publisherSend, reportOf, staged } from './harness/releases.ts';
import type { Answer, TestBrowser } from './harness/test-browser.ts';

const nobody: RolloutRings = { units: [], roles: [], percent: 0 };
const day = 86_400_000;

describe('the share of a person', () => {
  it('[R161] spreads people evenly, and another way for another release', () => {
    const people = Array.from({ length: 10_000 }, (_, index) => `p-${index}`);
    const within = (release: string) => people.filter((sub) => shareOf(release, sub) < 0.1);
    expect(within('a@1.0.0').length).toBeGreaterThan(900);
    expect(within('a@1.0.0').length).toBeLessThan(1_100);
    const both = within('a@1.0.0').filter((sub) => shareOf('a@1.1.0', sub) < 0.1);
    expect(both.length).toBeLessThan(200);
  });
});

describe.each(testDatabases())('rollout on $name', ({ url }) => {
  let portal: TestPortal;
  let lina: TestBrowser;
  let wangfang: TestBrowser;
  beforeAll(async () => {
    portal = await startPortal(await url(), {
      releasePolicy: 'staged',
      rolloutInterval: 100,
      rolloutMinimumLoads: 5,
    });
    lina = await portal.signIn('lina');
    wangfang = await portal.signIn('wangfang');
  });
  afterAll(() => portal.close());

  const operate = async (who: Account, method: string, path: string, body?: unknown): Promise<Answer> =>
    portal.browser().send(`/api/operations/portlets/${path}`, {
      method,
      body,
      headers: await portal.personBearer(who, 'portal:operate'),
    });

  /** Takes a new release as far as said, each step by who may take it. */
  async function release(name: string, version: string, upTo: ReleaseState): Promise<void> {
    const { manifestSha384 } = await staged(portal, name, version);
    const passed = reportOf(name, manifestSha384, [], version);
    await publisherSend(portal, name, 'reports', passed, 'demo-publisher', version);
    const path = `${name}/releases/${version}/transitions`;
    for (const [who, to] of [
      ['dev', 'tested'],
      ['panyu', 'approved'],
      ['admin', upTo],
    ] as const) {
      const answer = await operate(who, 'POST', path, { to });
      if (answer.status !== 200) throw new Error(answer.text);
      if (to === upTo) return;
    }
  }
  const setRings = (name: string, rings: Partial<RolloutRings>, who: Account = 'admin') =>
    operate(who, 'PUT', `${name}/releases/1.1.0/rollout`, { rings: { ...nobody, ...rings } });
  const versionOf = async (browser: TestBrowser, name: string) =>
    (await browser.api('GET', `/api/releases/${name}`)).json<{ version: string }>().version;
  const stateOf = async (name: string, version = '1.1.0') => {
    const detail = (await operate('admin', 'GET', name)).json<OperatedPortletDetail>();
    return detail.releases.find((one) => one.version === version)?.state;
  };
  /** A page that shows it, so that its windows may report. */
  const showOnPage = (name: string) => publishPage(portal, `page-of-${name}`, [nodeOf('a', name)]);
  const loads = (name: string, count: number, failing: number, version = '1.1.0') =>
    report(
      lina,
      Array.from({ length: count }, (_, index) =>
        figureOf(name, index < failing ? { version, errors: { load: 1 }, phases: {} } : { version }),
      ),
      { page: `page-of-${name}` },
    );

  it('[R160] gives a canary to people of a unit, with a role, or within a percentage, and to nobody else', async () => {
    await release('rings', '1.0.0', 'live');
    await release('rings', '1.1.0', 'canary');
    const zhangwei = await portal.signIn('zhangwei');
    const got = async () => {
      const browsers = [lina, wangfang, zhangwei];
      return Promise.all(browsers.map((browser) => versionOf(browser, 'rings')));
    };
    expect(await got()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
    await setRings('rings', { units: ['bureau'] });
    expect(await got()).toEqual(['1.1.0', '1.1.0', '1.0.0']);
    const file = '/releases/rings/1.1.0/remoteEntry.js';
    expect([(await lina.open(file)).status, (await zhangwei.open(file)).status]).toEqual([200, 404]);
    await setRings('rings', { roles: ['payment-clerk'] });
    expect(await got()).toEqual(['1.0.0', '1.0.0', '1.1.0']);
    await setRings('rings', { percent: 100 });
    expect(await got()).toEqual(['1.1.0', '1.1.0', '1.1.0']);
    await setRings('rings', nobody);
    expect(await got()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
  });

  it('[R161] keeps a person within a percentage that grows', async () => {
    await release('sticky', '1.0.0', 'live');
    await release('sticky', '1.1.0', 'canary');
    const share = shareOf('sticky@1.1.0', 'p-lina') * 100;
    for (const [percent, expected] of [
      [Math.max(0, share - 1), '1.0.0'],
      [Math.min(100, share + 1), '1.1.0'],
      [100, '1.1.0'],
    ] as const) {
      await setRings('sticky', { percent });
      expect(await versionOf(lina, 'sticky')).toBe(expected);
    }
  });

  it('refuses rings of the wrong person, shape and state', async () => {
    await release('refusing', '1.0.0', 'live');
    await release('refusing', '1.1.0', 'approved');
    expect((await setRings('refusing', {}, 'panyu')).status).toBe(403);
    expect((await setRings('refusing', {}, 'lina')).status).toBe(403);
    expect((await setRings('refusing', { percent: 101 })).status).toBe(400);
    const live = await operate('admin', 'PUT', 'refusing/releases/1.0.0/rollout', { rings: nobody });
    expect(live.status).toBe(409);
    const absent = await operate('admin', 'PUT', 'refusing/releases/9.0.0/rollout', { rings: nobody });
    expect(absent.status).toBe(404);
    expect((await setRings('refusing', { percent: 5 })).status).toBe(200);
    const detail = (await operate('dev', 'GET', 'refusing')).json<OperatedPortletDetail>();
    expect(detail.releases[0]?.rollout).toMatchObject({ rings: { percent: 5 }, updatedBy: 'p-admin' });
  });

  it('[R162] withdraws a canary that is over its budget by itself, and says why', async () => {
    await release('failing', '1.0.0', 'live');
    await release('failing', '1.1.0', 'canary');
    await setRings('failing', { percent: 100 });
    await showOnPage('failing');
    await loads('failing', 4, 4);
    await new Promise((resolve) => setTimeout(resolve, 300));
    // Four loads prove nothing.
    expect(await stateOf('failing')).toBe('canary');
    await loads('failing', 6, 2);
    await expect.poll(() => stateOf('failing'), { timeout: 5_000 }).toBe('approved');
    expect(await versionOf(lina, 'failing')).toBe('1.0.0');
    const trailOf = async () =>
      portal.browser().send('/api/operations/trail?portlet=failing&limit=1', {
        headers: await portal.personBearer('admin', 'portal:operate'),
      });
    const trail = await trailOf();
    expect(trail.json<{ acts: object[] }>().acts[0]).toMatchObject({
      from: 'canary',
      to: 'approved',
      actor: { kind: 'portal', id: 'rollout' },
      reason: expect.stringMatching(/of 10 loads failed/),
    });
    // What it did before is not held against the next attempt.
    const path = 'failing/releases/1.1.0/transitions';
    expect((await operate('admin', 'POST', path, { to: 'canary' })).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await stateOf('failing')).toBe('canary');
    await loads('failing', 10, 10);
    await expect.poll(() => stateOf('failing'), { timeout: 5_000 }).toBe('approved');
  });

  it('[R162] leaves a canary alone that is as good as the release before', async () => {
    await release('fine', '1.0.0', 'live');
    await release('fine', '1.1.0', 'canary');
    await setRings('fine', { percent: 100 });
    await showOnPage('fine');
    await loads('fine', 40, 1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await stateOf('fine')).toBe('canary');
  });

  it('[R163] goes back from a new live release that fails, but from none that has proved itself', async () => {
    await release('fresh', '1.0.0', 'live');
    await release('fresh', '1.1.0', 'live');
    await showOnPage('fresh');
    await loads('fresh', 10, 9);
    await expect.poll(() => stateOf('fresh'), { timeout: 5_000 }).toBe('retired');
    expect(await versionOf(lina, 'fresh')).toBe('1.0.0');
    // With nothing to go back to it stays, whatever it does.
    await loads('fresh', 10, 9, '1.0.0');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await stateOf('fresh', '1.0.0')).toBe('live');
    await release('proven', '1.0.0', 'live');
    await release('proven', '1.1.0', 'live');
    await showOnPage('proven');
    portal.clock.aheadMs += 2 * day;
    lina = await portal.signIn('lina');
    wangfang = await portal.signIn('wangfang');
    await loads('proven', 10, 9);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await stateOf('proven')).toBe('live');
  });

  it('[R164] is taken back with one call: canaries first, then the live release, and not the last one', async () => {
    await release('back', '1.0.0', 'live');
    await release('back', '1.1.0', 'live');
    await release('back', '1.2.0', 'canary');
    const back = (who: Account, reason = '打不开') => operate(who, 'POST', 'back/rollback', { reason });
    expect((await back('panyu')).status).toBe(403);
    expect((await back('admin', '')).status).toBe(400);
    expect((await back('admin')).status).toBe(200);
    expect([await stateOf('back', '1.2.0'), await stateOf('back')]).toEqual(['approved', 'live']);
    expect((await back('admin')).status).toBe(200);
    expect(await stateOf('back')).toBe('retired');
    expect(await versionOf(lina, 'back')).toBe('1.0.0');
    expect((await back('admin')).status).toBe(409);
    expect((await operate('admin', 'POST', 'nothing/rollback', { reason: 'x' })).status).toBe(404);
  });

  it('[R164] is taken back by its own publisher, and by no other', async () => {
    await release('own', '1.0.0', 'live');
    await release('own', '1.1.0', 'canary');
    const back = async (clientId: string) =>
      portal.browser().send('/api/registry/portlets/own/rollback', {
        method: 'POST',
        body: { reason: '打不开' },
        headers: await portal.bearer(clientId, 'registry:publish'),
      });
    expect((await back('vendor')).status).toBe(403);
    const answer = await back('demo-publisher');
    expect([answer.status, answer.json()]).toEqual([200, { withdrawn: ['1.1.0'], version: '1.0.0' }]);
    expect(await stateOf('own')).toBe('retired');
    expect((await back('demo-publisher')).status).toBe(409);
  });
});
