import { testDatabases } from '@yimen/database/testing';
import type { NamedFigureReport, RegistryPortletLine } from '@yimen/shell-contract';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStream, type Stream, until } from './harness/event-stream.ts';
import {
  administer,
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
import { publisherSend, reportOf, staged } from './harness/releases.ts';

/** More letters than bytes: what NOTIFY carries is counted in bytes. */
const longRole = (index: number) => `${index}号`.padEnd(100, '岗');

describe.each(testDatabases())('what publishers and people hear of releases on $name', ({ url }) => {
  let portal: TestPortal;
  const streams: Stream[] = [];
  beforeAll(async () => {
    portal = await startPortal(await url());
  });
  afterEach(() => {
    vi.restoreAllMocks();
    for (const stream of streams.splice(0)) stream.close();
  });
  afterAll(() => portal.close());

  async function listen(account: Account): Promise<Stream> {
    const stream = await openStream(portal.url, await portal.signIn(account));
    streams.push(stream);
    return stream;
  }
  const stage = (name: string) =>
    administer(portal, 'PUT', `/release-policies/portlet/${name}`, { policy: 'staged' });
  const read = async (path: string, clientId: string) =>
    portal
      .browser()
      .send(`/api/registry${path}`, { headers: await portal.bearer(clientId, 'registry:publish') });
  const operate = async (who: Account, method: string, path: string, body?: unknown) =>
    portal.browser().send(`/api/operations${path}`, {
      ...{ method, body },
      headers: await portal.personBearer(who, 'portal:operate'),
    });
  const step = (who: Account, name: string, to: string) =>
    operate(who, 'POST', `/portlets/${name}/releases/1.0.0/transitions`, { to, reason: '试' });

  it('shows a publisher its own portlets, and of another one’s no more than of none', async () => {
    await stage('secret-plan');
    await staged(portal, 'secret-plan');
    await publish(portal, releaseOf(descriptorOf('rival')), { clientId: 'rival-vendor' });
    const own = await read('/portlets/secret-plan', 'demo-publisher');
    expect([own.status, own.json()]).toMatchObject([200, { releases: [{ state: 'draft' }] }]);
    const foreign = await read('/portlets/secret-plan', 'rival-vendor');
    const absent = await read('/portlets/no-such-plan', 'rival-vendor');
    expect([foreign.status, absent.status]).toEqual([404, 404]);
    expect(foreign.text.replaceAll(/urn:yimen:request:[^"]+/g, '')).toBe(
      absent.text.replaceAll('no-such-plan', 'secret-plan').replaceAll(/urn:yimen:request:[^"]+/g, ''),
    );
    const list = (await read('/portlets', 'rival-vendor')).json<RegistryPortletLine[]>();
    expect(list).toMatchObject([
      {
        ...{ name: 'rival', publisher: 'rival-vendor', liveVersion: '1.0.0' },
        releases: [{ version: '1.0.0', state: 'live', isRetired: false }],
      },
    ]);
  });

  it('names a release that nobody has approved to operators only, in events too', async () => {
    const [lina, dev] = [await listen('lina'), await listen('dev')];
    await stage('unheard-of');
    const { manifestSha384 } = await staged(portal, 'unheard-of');
    await publisherSend(portal, 'unheard-of', 'reports', reportOf('unheard-of', manifestSha384));
    await publisherSend(portal, 'unheard-of', 'transitions', { to: 'tested' });
    await until(() => dev.text.includes('"topic":"releases"'));
    await publishPortlet(portal, 'heard-of');
    await until(() => lina.text.includes('{"portlet":"heard-of"}') && dev.text.includes('heard-of'));
    expect(lina.text + dev.text).not.toContain('unheard-of');
    await step('panyu', 'unheard-of', 'approved');
    await step('admin', 'unheard-of', 'live');
    await until(() => lina.text.includes('event: release-changed\ndata: {"portlet":"unheard-of"}'));
  });

  it('reaches people of a portlet with as many and as long roles as a descriptor may have', async () => {
    const lina = await listen('lina');
    const wangfang = await listen('wangfang');
    const roles = [...Array.from({ length: 49 }, (_, index) => longRole(index)), 'payment-reviewer'];
    await publishPortlet(portal, 'many-roles', { roles });
    await until(() => wangfang.text.includes('{"portlet":"many-roles"}'));
    const more = await publish(
      portal,
      releaseOf(descriptorOf('more-roles', { roles: [...roles, longRole(50)] })),
    );
    expect([more.status, more.json()]).toMatchObject([
      422,
      { errors: [{ pointer: '/body/descriptor/roles' }] },
    ]);
    const subjects = Array.from({ length: 200 }, (_, index) => longRole(index));
    const answer = await portal.browser().send('/api/notifications', {
      method: 'POST',
      body: { topic: 'todo.far', subjects: [...subjects, 'p-lina'] },
      headers: await portal.bearer('todo', 'portal:notify'),
    });
    expect(answer.status).toBe(204);
    await until(() => lina.text.includes('todo.far'));
    expect(lina.text).not.toContain('many-roles');
  });

  it('takes a step although nobody can be told of it', async () => {
    await publishPortlet(portal, 'untold');
    vi.spyOn(portal.db.bus, 'publish').mockRejectedValue(new Error('the bus is away'));
    const retired = await publisherSend(portal, 'untold', 'retire', undefined);
    expect([retired.status, retired.json()]).toMatchObject([200, { liveVersion: null }]);
    expect(portal.logLines.some((line) => line.includes('release-not-told'))).toBe(true);
  });

  it('answers reports of altered files of a draft as of a portlet that is not there', async () => {
    await stage('hidden-draft');
    await staged(portal, 'hidden-draft');
    const lina = await portal.signIn('lina');
    const about = { version: '1.0.0', path: 'remoteEntry.js', isOtherOrigin: false, actual: null };
    const send = async (portlet: string) =>
      (await lina.api('POST', '/api/integrity-reports', { portlet, ...about })).status;
    expect([await send('hidden-draft'), await send('not-there')]).toEqual([404, 404]);
    expect(portal.logLines.some((line) => line.includes('portlet-tampered'))).toBe(false);
  });

  it('[R85] leaves retiring a draft and taking it up again to its publisher and to operators', async () => {
    await stage('own-draft');
    await staged(portal, 'own-draft');
    expect((await step('dev', 'own-draft', 'retired')).status).toBe(403);
    const move = (to: string) =>
      publisherSend(portal, 'own-draft', 'transitions', { to, reason: 'by mistake' });
    expect((await move('retired')).status).toBe(200);
    expect((await step('dev', 'own-draft', 'draft')).status).toBe(403);
    expect((await move('draft')).json()).toMatchObject({ releases: [{ state: 'draft' }] });
    expect((await step('admin', 'own-draft', 'retired')).status).toBe(200);
    expect([(await move('draft')).status, (await step('admin', 'own-draft', 'draft')).status]).toEqual([
      403, 200,
    ]);
  });

  it('lets a developer who published in her own name retire what is hers', async () => {
    const headers = await portal.personBearer('dev', 'registry:publish');
    const send = (path: string, body?: unknown) =>
      portal.browser().send(`/api/registry/portlets/hers${path}`, { method: 'POST', body, headers });
    expect((await send('/releases', releaseOf(descriptorOf('hers')))).status).toBe(201);
    expect((await send('/releases/1.0.0/retire')).json()).toMatchObject({ liveVersion: null });
    expect((await send('/releases/1.0.0/reinstate')).json()).toMatchObject({ liveVersion: '1.0.0' });
    await step('admin', 'hers', 'retired');
    expect((await send('/releases/1.0.0/reinstate')).status).toBe(403);
  });

  it('keeps from developers which pages there are that they may not see, in figures', async () => {
    await publishPortlet(portal, 'measured');
    const node = [nodeOf('n', 'measured')];
    await publishPage(portal, 'measured-all', node);
    await publishPage(portal, 'measured-centre', node, { audience: { units: ['payment-centre'] } });
    const wangfang = await portal.signIn('wangfang');
    for (const page of ['measured-all', 'measured-centre']) {
      expect((await report(wangfang, [figureOf('measured')], { page })).status).toBe(204);
    }
    const read = (who: Account, more = '') => operate(who, 'GET', `/window-figures?by=page${more}`);
    const seen = await read('dev', '&portlet=measured');
    const { lines, names } = seen.json<NamedFigureReport>();
    expect(lines.map(({ page, loads }) => [page, loads])).toEqual([
      ['measured-all', 1],
      ['restricted-1', 1],
    ]);
    expect(names.pages['restricted-1']).toEqual({ 'zh-CN': '受限页面 1', 'en-US': 'Restricted page 1' });
    expect(seen.text).not.toContain('measured-centre');
    expect((await read('dev', '&page=measured-centre')).status).toBe(404);
    const all = (await read('admin', '&portlet=measured')).json<NamedFigureReport>();
    expect(all.lines.map(({ page }) => page)).toEqual(['measured-all', 'measured-centre']);
  });

  it('refuses a descriptor that is longer than what the portal keeps in memory', async () => {
    const release = releaseOf(descriptorOf('verbose'), {
      descriptor: { ...descriptorOf('verbose'), more: '长'.repeat(90_000) } as never,
    });
    const answer = await publish(portal, release);
    expect([answer.status, answer.json()]).toMatchObject([
      400,
      { errors: [{ pointer: '/body/descriptor', detail: 'a descriptor has at most 262144 bytes of JSON' }] },
    ]);
    const deep = `{"descriptor":${'['.repeat(200_000)}${']'.repeat(200_000)},"needs":{}}`;
    const compared = await portal.browser().send('/api/registry/portlets/verbose/comparisons', {
      ...{ method: 'POST', body: deep },
      headers: {
        ...(await portal.bearer('demo-publisher', 'registry:publish')),
        'content-type': 'application/json',
      },
    });
    expect(compared.status).toBe(400);
  });
});
