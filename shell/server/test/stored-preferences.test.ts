import { testDatabases } from '@yimen/database/testing';
import type { PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import type { AdminPageDetail, LayoutChange, PageView } from '@yimen/shell-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  administer,
  descriptorOf,
  nodeOf,
  publish,
  publishPage,
  publishPortlet,
  releaseOf,
} from './harness/factories.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';
import type { TestBrowser } from './harness/test-browser.ts';

const label = { 'zh-CN': '设置', 'en-US': 'Setting' };
const first: Partial<PortletDescriptor> = {
  preferences: {
    count: { type: 'integer', minimum: 1, maximum: 50, default: 10, 'x-label': label },
    order: { type: 'string', enum: ['new', 'old'], default: 'new', 'x-label': label },
    interval: { type: 'integer', minimum: 1, default: 60, 'x-label': label },
    colour: { type: 'string', default: 'red', 'x-label': label },
  },
};
/** Another name, other values, another unit; what does not fit any more is kept aside. */
const second: Partial<PortletDescriptor> = {
  version: '2.0.0',
  preferences: {
    rows: { type: 'integer', minimum: 1, maximum: 50, default: 10, 'x-label': label },
    order: { type: 'string', enum: ['newest', 'oldest'], default: 'newest', 'x-label': label },
    interval: { type: 'integer', minimum: 1, default: 1, 'x-label': label },
    colour: { type: 'string', enum: ['red', 'blue'], default: 'red', 'x-label': label },
  },
  preferenceMigrations: [
    {
      before: '2.0.0',
      rename: { count: 'rows' },
      values: {
        order: [
          { from: 'new', to: 'newest' },
          { from: 'old', to: 'oldest' },
        ],
      },
      scale: { interval: 1 / 60 },
    },
  ],
};
const old = { count: 20, order: 'old', interval: 300, colour: 'mauve' };

describe.each(testDatabases())('stored preferences on $name', ({ url }) => {
  let portal: TestPortal;
  let lina: TestBrowser;
  beforeAll(async () => {
    portal = await startPortal(await url());
    lina = await portal.signIn('lina');
  });
  afterAll(() => portal.close());

  const page = async (name: string) => (await lina.api('GET', `/api/pages/${name}`)).json<PageView>();
  const seen = async (name: string) => {
    const { windows, tray } = await page(name);
    return {
      values: windows.find(({ id }) => id === 'w')?.preferences,
      tray: tray.map(({ reason, change }) => [reason, change.preferences]),
    };
  };
  const change = async (name: string, changes: LayoutChange[]) => {
    const answer = await lina.api('PATCH', `/api/pages/${name}/changes`, { changes });
    expect(answer.status).toBe(200);
  };
  const move = async (name: string, act: 'retire' | 'reinstate') => {
    const answer = await portal.browser().send(`/api/registry/portlets/${name}/releases/2.0.0/${act}`, {
      method: 'POST',
      headers: await portal.bearer('demo-publisher', 'registry:publish'),
    });
    expect(answer.status).toBe(200);
  };
  const upgrade = async (name: string) => {
    const release = { ...releaseOf(descriptorOf(name, second)), acceptBreaks: true };
    expect((await publish(portal, release)).status).toBe(201);
  };
  /** A page whose window a person has configured under the first version. */
  const configured = async (name: string) => {
    await publishPortlet(portal, name, first);
    await publishPage(portal, name, [nodeOf('w', name)]);
    await change(name, [{ op: 'configure', nodeId: 'w', preferences: old }]);
  };
  const brought = { rows: 20, order: 'oldest', interval: 5 };
  const aside = ['preference-invalid', { colour: 'mauve' }];

  it('[R148] are brought to the release by its steps, and what changed or does not fit is shown to her', async () => {
    await configured('steps');
    expect(await seen('steps')).toEqual({ values: old, tray: [] });
    await upgrade('steps');
    const { values, tray } = await seen('steps');
    expect(values).toEqual(brought);
    expect(tray).toEqual([aside, ['preference-adjusted', { count: 20, order: 'old', interval: 300 }]]);
    const item = (await page('steps')).tray.find(({ reason }) => reason === 'preference-adjusted');
    expect(item?.adjusted).toEqual({
      rows: { name: 'count', before: 20, after: 20 },
      order: { name: 'order', before: 'old', after: 'oldest' },
      interval: { name: 'interval', before: 300, after: 5 },
    });
    // Reading it again, in whatever process, takes no step twice.
    expect((await seen('steps')).values).toEqual(brought);
  });

  it('[R149] are as before when the earlier release comes back', async () => {
    await configured('back');
    await upgrade('back');
    await seen('back');
    await move('back', 'retire');
    expect(await seen('back')).toEqual({ values: old, tray: [] });
    await move('back', 'reinstate');
    expect((await seen('back')).values).toEqual(brought);
  });

  it('[R149] are as before even when she has changed and discarded some under the later release', async () => {
    await configured('later');
    await upgrade('later');
    await change('later', [{ op: 'configure', nodeId: 'w', preferences: { rows: 30 } }]);
    expect(await seen('later')).toEqual({ values: { ...brought, rows: 30 }, tray: [aside] });
    expect((await lina.api('DELETE', '/api/pages/later/tray/w')).status).toBe(200);
    expect(await seen('later')).toEqual({ values: { ...brought, rows: 30 }, tray: [] });
    await move('later', 'retire');
    expect(await seen('later')).toEqual({ values: old, tray: [] });
    await change('later', [{ op: 'configure', nodeId: 'w', preferences: { count: 7 } }]);
    expect((await seen('later')).values).toEqual({ ...old, count: 7 });
    // What she did last is what the later release begins with.
    await move('later', 'reinstate');
    expect((await seen('later')).values).toEqual({ ...brought, rows: 7 });
  });

  it('[R148] tells once: what she has seen is written down, and nothing is taken twice', async () => {
    await configured('seen');
    await upgrade('seen');
    expect((await lina.api('DELETE', '/api/pages/seen/tray/w')).status).toBe(200);
    expect(await seen('seen')).toEqual({ values: brought, tray: [] });
    expect((await lina.api('DELETE', '/api/pages/seen/tray/w')).status).toBe(404);
    await move('seen', 'retire');
    expect((await seen('seen')).values).toEqual(old);
  });

  it('[R148] of windows that she added, and of administrators’ windows, follow too', async () => {
    await publishPortlet(portal, 'own', first);
    const { colour: _colour, ...fitting } = old;
    await publishPage(portal, 'own', [nodeOf('w', 'own', { preferences: fitting })]);
    const place = { column: 0, row: 9, columns: 6, rows: 8 };
    await change('own', [
      { op: 'add', nodeId: 'mine', portlet: 'own', place },
      { op: 'configure', nodeId: 'mine', preferences: { interval: 600 } },
    ]);
    await upgrade('own');
    const { windows } = await page('own');
    expect(windows.map(({ id, preferences }) => [id, preferences]).sort()).toEqual([
      ['mine', { interval: 10 }],
      ['w', brought],
    ]);
    // The administrator edits what the live release reads, and saves it as that.
    const detail = (await administer<AdminPageDetail>(portal, 'GET', '/pages/own')).body;
    expect(detail.draft[0]?.preferences).toEqual(brought);
    expect((await administer(portal, 'PUT', '/pages/own/draft', { nodes: detail.draft })).status).toBe(200);
    expect((await administer(portal, 'POST', '/pages/own/publish')).status).toBe(200);
    expect((await page('own')).windows.find(({ id }) => id === 'w')?.preferences).toEqual(brought);
  });
});
