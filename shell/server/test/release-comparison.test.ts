import { testDatabases } from '@yimen/database/testing';
import type { PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import type {
  LayoutChange,
  OperatedPortletDetail,
  PublishedRelease,
  ReleaseTrail,
  ShownComparison,
  ShownFinding,
} from '@yimen/shell-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  administer,
  descriptorOf,
  nodeOf,
  publish,
  publishPage,
  publishPortlet,
  releaseOf,
  republishPage,
} from './harness/factories.ts';
import type { Account } from './harness/people.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';
import { reportOf } from './harness/releases.ts';

type Problem = { type: string; errors?: { pointer: string; detail: string }[]; findings?: ShownFinding[] };

const label = { 'zh-CN': '设置', 'en-US': 'Setting' };
const title = { 'zh-CN': '单位', 'en-US': 'Unit' };
const rows = { type: 'integer', minimum: 1, maximum: 50, default: 10, 'x-label': label } as const;
const order = { type: 'string', enum: ['new', 'old'], default: 'new', 'x-label': label } as const;
const chosen = (schema: object) => ({ name: 'unit.chosen', schema: { type: 'object', ...schema } });
const withId = { properties: { id: { type: 'string' } }, required: ['id'] };

/** A portlet that others rely on in every way. */
const rich: Partial<PortletDescriptor> = {
  modes: ['view', 'edit'],
  preferences: { rows, order },
  publicRenderParameters: [{ name: 'unit', title, schema: { type: 'string', maxLength: 20 } }],
  events: { publishes: [chosen(withId)], consumes: [{ name: 'clear', schema: { type: 'object' } }] },
};
const neighbour: Partial<PortletDescriptor> = {
  publicRenderParameters: [{ name: 'unit', title, schema: { type: 'string', maxLength: 20 } }],
  events: { consumes: [chosen(withId)], publishes: [{ name: 'clear', schema: { type: 'object' } }] },
};

describe.each(testDatabases())('comparing releases on $name', ({ url }) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal(await url());
  });
  afterAll(() => portal.close());

  const compare = async (name: string, descriptor: PortletDescriptor, clientId = 'demo-publisher') =>
    portal.browser().send(`/api/registry/portlets/${name}/comparisons`, {
      method: 'POST',
      body: { descriptor, needs: { react: '^19.0.0' } },
      headers: await portal.bearer(clientId, 'registry:publish'),
    });
  const findings = async (name: string, overrides: Partial<PortletDescriptor>) => {
    const answer = await compare(name, descriptorOf(name, { ...rich, version: '2.0.0', ...overrides }));
    expect(answer.status).toBe(200);
    return answer.json<ShownComparison>().findings;
  };
  const short = (list: readonly ShownFinding[]) =>
    list.map(({ severity, kind, portlets, persons }) => [severity, kind, portlets.join(), persons].join(' '));
  const change = async (who: Account, slug: string, changes: LayoutChange[]) => {
    const answer = await (await portal.signIn(who)).api('PATCH', `/api/pages/${slug}/changes`, { changes });
    if (answer.status !== 200) throw new Error(answer.text);
  };
  /** The portlet and its neighbour on a page that two people have changed. */
  const inUse = async (name: string) => {
    await publishPortlet(portal, name, rich);
    await publishPortlet(portal, `${name}-other`, neighbour);
    await publishPage(portal, name, [
      nodeOf('own', name, { preferences: { rows: 40 } }),
      nodeOf('other', `${name}-other`, { place: { column: 6, row: 0, columns: 6, rows: 8 } }),
    ]);
    await change('lina', name, [{ op: 'configure', nodeId: 'own', preferences: { rows: 30, order: 'old' } }]);
    await change('chenjing', name, [{ op: 'configure', nodeId: 'own', preferences: { order: 'old' } }]);
  };

  it('[R143] finds nothing where nothing changes for anybody', async () => {
    await inUse('quiet');
    expect(await findings('quiet', { description: label })).toEqual([]);
    // An event more and a wider schema break nobody.
    const events = { ...rich.events, publishes: [chosen(withId), { name: 'more', schema: {} }] };
    expect(
      await findings('quiet', { events, preferences: { rows: { ...rows, maximum: 99 }, order } }),
    ).toEqual([]);
  });

  it('[R143] names events and public parameters that others on the same pages rely on', async () => {
    await inUse('talks');
    const silent = await findings('talks', { events: {} });
    expect(short(silent)).toEqual([
      'breaks event-no-longer-published talks-other 0',
      'warns event-no-longer-consumed talks-other 0',
    ]);
    expect(silent[0]?.pages).toEqual([
      { slug: 'talks', title: { 'zh-CN': '页面 talks', 'en-US': '页面 talks' }, isDraft: false },
    ]);
    expect(silent[0]?.sentence).toEqual({
      'zh-CN': '不再发布事件“unit.chosen”，以下模块将收不到它（页面：页面 talks；模块：talks-other）',
      'en-US':
        'no longer publishes the event "unit.chosen"; these portlets will not hear it (pages: 页面 talks; portlets: talks-other)',
    });
    const loose = { ...rich.events, publishes: [chosen({ properties: withId.properties })] };
    expect(short(await findings('talks', { events: loose }))).toEqual([
      'breaks event-payload-not-taken talks-other 0',
    ]);
    const strict = {
      ...rich.events,
      consumes: [{ name: 'clear', schema: { type: 'object', required: ['why'] } }],
    };
    expect(short(await findings('talks', { events: strict }))).toEqual([
      'breaks event-payload-refused talks-other 0',
    ]);
    expect(short(await findings('talks', { publicRenderParameters: [] }))).toEqual([
      'breaks parameter-removed talks-other 0',
    ]);
    const numbers = [{ name: 'unit', title, schema: { type: 'string', maxLength: 5 } }];
    expect(short(await findings('talks', { publicRenderParameters: numbers }))).toEqual([
      'breaks parameter-not-shared talks-other 0',
      'warns parameter-narrowed  0',
    ]);
  });

  it('[R144] counts the people whose stored preferences no longer fit, and those that are brought along', async () => {
    await inUse('stored');
    const narrow = await findings('stored', {
      preferences: { rows: { ...rows, maximum: 20 }, order: { ...order, enum: ['new', 'oldest'] } },
    });
    expect(short(narrow)).toEqual([
      'breaks preference-kept-aside  2',
      'breaks preference-kept-aside  1',
      'breaks preference-of-page-unfit  0',
    ]);
    expect(narrow.map(({ parameters }) => parameters.preference)).toEqual(['order', 'rows', 'rows']);
    const renamed = {
      preferences: { count: rows, order: { ...order, enum: ['new', 'oldest'] } },
      preferenceMigrations: [
        { before: '2.0.0', rename: { rows: 'count' }, values: { order: [{ from: 'old', to: 'oldest' }] } },
      ],
    };
    expect(short(await findings('stored', renamed))).toEqual([
      'info preference-migrated  2',
      'info preference-migrated  1',
    ]);
    expect(short(await findings('stored', { preferences: { order } }))).toEqual([
      'warns preference-removed  1',
      'warns preference-removed  0',
    ]);
    expect(short(await findings('stored', { modes: ['view'] }))).toEqual(['breaks mode-removed  2']);
  });

  it('[R143] names roles, services, window states, sizes, drafts and packages', async () => {
    await inUse('shape');
    await administer(portal, 'PUT', '/pages/shape/draft', { nodes: [nodeOf('own', 'shape')] });
    const kinds = async (overrides: Partial<PortletDescriptor>) =>
      (await findings('shape', overrides)).map(({ severity, kind, pages }) =>
        [severity, kind, ...pages.map(({ isDraft }) => (isDraft ? 'draft' : 'page'))].join(' '),
      );
    expect(await kinds({ roles: ['administrator'] })).toEqual(['breaks roles-required page draft']);
    expect(await kinds({ service: { audience: 'urn:nowhere', scopes: [] } })).toEqual([
      'breaks service-unregistered page draft',
    ]);
    expect(await kinds({ windowStates: ['normal', 'maximized'] })).toEqual([
      'warns window-state-removed page draft',
    ]);
    expect(await kinds({ size: { columns: 9, rows: 8, minColumns: 8 } })).toEqual([
      'warns window-too-small page draft',
    ]);
    expect(await kinds({ sdk: '^9.0.0' })).toEqual(['breaks needs-unmet']);
    expect(await kinds({ version: '0.9.0' })).toEqual(['info not-above-live']);
  });

  it('[R143] answers publishers only, for their own portlets and right descriptors', async () => {
    await publishPortlet(portal, 'guarded');
    const descriptor = descriptorOf('guarded', { version: '2.0.0' });
    expect((await compare('guarded', descriptor, 'other-publisher')).status).toBe(403);
    expect((await compare('another', descriptor)).status).toBe(422);
    const wrong = await compare('guarded', { ...descriptor, modes: [] });
    expect([wrong.status, wrong.json<Problem>().type]).toEqual([422, 'urn:yimen:problem:descriptor-invalid']);
    const path = '/api/registry/portlets/guarded/comparisons';
    expect((await portal.browser().send(path, { method: 'POST', body: { descriptor } })).status).toBe(401);
  });

  it('tells publishers the events and public parameters of releases that people have, and nothing else', async () => {
    await publishPortlet(portal, 'told', rich);
    const get = async (version: string, clientId: string) =>
      portal.browser().send(`/api/registry/portlets/told/releases/${version}/contract`, {
        headers: await portal.bearer(clientId, 'registry:publish'),
      });
    const { publishes, consumes } = rich.events ?? {};
    const { publicRenderParameters } = rich;
    const contract = { version: '1.0.0', events: { publishes, consumes }, publicRenderParameters };
    expect((await get('1.0.0', 'another-vendor')).json()).toEqual(contract);
    expect((await get('live', 'another-vendor')).json()).toEqual(contract);
    await administer(portal, 'PUT', '/release-policies/portlet/told', { policy: 'staged' });
    expect((await publish(portal, releaseOf(descriptorOf('told', { version: '1.1.0' })))).status).toBe(201);
    expect((await get('1.1.0', 'another-vendor')).status).toBe(404);
    expect((await get('1.1.0', 'demo-publisher')).status).toBe(200);
    expect((await get('9.9.9', 'demo-publisher')).status).toBe(404);
    const path = '/api/registry/portlets/told/releases/live/contract';
    expect((await portal.browser().send(path)).status).toBe(401);
  });

  it('[R145] keeps a release that breaks others from being live at once, unless version and publisher say so', async () => {
    await inUse('atonce');
    const send = (version: string, acceptBreaks?: boolean) =>
      publish(portal, {
        ...releaseOf(descriptorOf('atonce', { ...rich, events: {}, version })),
        ...(acceptBreaks && { acceptBreaks }),
      });
    const refused = await send('2.0.0');
    expect([refused.status, refused.json<Problem>().type]).toEqual([
      409,
      'urn:yimen:problem:release-breaks-users',
    ]);
    expect(refused.json<Problem>().errors?.[0]?.detail).toContain('unit.chosen');
    expect((await send('1.1.0', true)).status).toBe(409);
    // Nothing was stored: the version is still free.
    const accepted = await send('2.0.0', true);
    expect(accepted.status).toBe(201);
    expect(short(accepted.json<PublishedRelease>().findings as ShownFinding[])[0]).toBe(
      'breaks event-no-longer-published atonce-other 0',
    );
    const lina = await portal.signIn('lina');
    expect((await lina.api('GET', '/api/releases/atonce')).json<{ version: string }>().version).toBe('2.0.0');
  });

  it('[R146] approves a release that breaks others only when that is acknowledged, with a reason', async () => {
    await publishPortlet(portal, 'slow', rich);
    await publishPortlet(portal, 'slow-other', neighbour);
    await publishPage(portal, 'slow', [nodeOf('own', 'slow')]);
    await administer(portal, 'PUT', '/release-policies/portlet/slow', { policy: 'staged' });
    const release = releaseOf(descriptorOf('slow', { ...rich, events: {}, version: '1.0.1' }));
    const published = (await publish(portal, release)).json<PublishedRelease>();
    expect([published.state, published.findings]).toEqual(['draft', []]);
    const asPublisher = async (what: string, body: unknown) =>
      portal.browser().send(`/api/registry/portlets/slow/releases/1.0.1/${what}`, {
        ...{ method: 'POST', body },
        headers: await portal.bearer('demo-publisher', 'registry:publish'),
      });
    const report = { ...reportOf('slow', published.manifestSha384), version: '1.0.1' };
    expect((await asPublisher('reports', report)).status).toBe(201);
    expect((await asPublisher('transitions', { to: 'tested' })).status).toBe(200);
    // Since then somebody has put a portlet beside it that relies on what the release no longer has.
    const beside = { place: { column: 6, row: 0, columns: 6, rows: 8 } };
    await republishPage(portal, 'slow', [nodeOf('own', 'slow'), nodeOf('other', 'slow-other', beside)]);
    const operate = async (method: string, path: string, body?: unknown) =>
      portal.browser().send(`/api/operations/portlets/slow${path}`, {
        ...{ method, body },
        headers: await portal.personBearer('panyu', 'portal:operate'),
      });
    const approve = (more: object) =>
      operate('POST', '/releases/1.0.1/transitions', { to: 'approved', ...more });
    const refused = await approve({});
    expect([refused.status, refused.json<Problem>().type]).toEqual([
      409,
      'urn:yimen:problem:release-breaks-users',
    ]);
    const shown = (await operate('GET', '')).json<OperatedPortletDetail>().releases[0];
    expect(short(shown?.comparison?.findings ?? [])).toEqual([
      'breaks event-no-longer-published slow-other 0',
      'warns event-no-longer-consumed slow-other 0',
    ]);
    expect(shown?.steps[0]).toEqual({ to: 'approved', needsReason: true, refusal: null, breaks: 1 });
    expect((await approve({ acceptBreaks: true })).status).toBe(400);
    expect((await approve({ reason: '已与对方协商' })).status).toBe(409);
    const accepted = await approve({ acceptBreaks: true, reason: '已与对方协商' });
    expect(accepted.json<OperatedPortletDetail>().releases[0]?.state).toBe('approved');
    const { acts } = (
      await portal.browser().send('/api/operations/trail?portlet=slow&limit=1', {
        headers: await portal.personBearer('panyu', 'portal:operate'),
      })
    ).json<ReleaseTrail>();
    expect(acts[0]).toMatchObject({
      reason: '已与对方协商',
      detail: { acceptedBreaks: ['event-no-longer-published'] },
    });
  });
});
