import { testDatabases } from '@yimen/database/testing';
import type { PageList, PageView } from '@yimen/shell-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administer, nodeOf, publishPage, publishPortlet, republishPage } from './harness/factories.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';

const beside = { column: 6, row: 0, columns: 6, rows: 8 };

describe.each(testDatabases())('personal pages on $name', ({ url }) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal(await url());
    await publishPortlet(portal, 'todo', {
      preferences: {
        size: {
          type: 'integer',
          minimum: 1,
          maximum: 50,
          default: 10,
          'x-label': { 'zh-CN': '条数', 'en-US': 'Size' },
        },
      },
    });
    await publishPortlet(portal, 'notices');
    await publishPage(
      portal,
      'home',
      [nodeOf('todo-1', 'todo'), nodeOf('fixed', 'notices', { locks: ['move', 'remove'] })],
      {
        homePriority: 1,
      },
    );
  });
  afterAll(() => portal.close());

  it('lists pages in tree order with the home page of the person', async () => {
    await publishPage(portal, 'finance', [], { audience: { units: ['bureau'] } });
    await publishPage(portal, 'reviews', [], {
      audience: { posts: ['payment-reviewer-post'] },
      homePriority: 5,
      parentId: 'finance',
    });
    const wangfang = await portal.signIn('wangfang');
    const list = (await wangfang.api('GET', '/api/pages')).json<PageList>();
    expect(list.pages.map((page) => page.slug)).toEqual(['finance', 'reviews', 'home']);
    expect(list.homeSlug).toBe('reviews');
    const zhangwei = await portal.signIn('zhangwei');
    expect((await zhangwei.api('GET', '/api/pages')).json<PageList>()).toMatchObject({
      homeSlug: 'home',
      pages: [{ slug: 'home' }],
    });
  });

  it('keeps what a person arranged, across sign-out, for her only', async () => {
    const wangfang = await portal.signIn('wangfang');
    const saved = await wangfang.api('PATCH', '/api/pages/home/changes', {
      changes: [
        { op: 'place', nodeId: 'todo-1', place: beside },
        { op: 'configure', nodeId: 'todo-1', preferences: { size: 20 } },
        { op: 'add', nodeId: 'own-1', portlet: 'notices', place: beside },
      ],
      version: 1,
    });
    expect(saved.status).toBe(200);
    expect(saved.json<PageView>()).toMatchObject({ version: 1, revision: 1, tray: [] });
    await wangfang.api('POST', '/auth/sign-out');
    const again = await portal.signIn('wangfang');
    const view = (await again.api('GET', '/api/pages/home')).json<PageView>();
    expect(view.windows.find((window) => window.id === 'todo-1')).toMatchObject({
      place: beside,
      preferences: { size: 20 },
      origin: 'page',
    });
    expect(view.windows.find((window) => window.id === 'own-1')).toMatchObject({ origin: 'personal' });
    const lina = await portal.signIn('lina');
    const hers = (await lina.api('GET', '/api/pages/home')).json<PageView>();
    expect(hers.windows.map((window) => window.id).toSorted()).toEqual(['fixed', 'todo-1']);
    expect(hers.revision).toBe(0);
  });

  it('keeps the changes of many tabs that save at the same moment', async () => {
    const lina = await portal.signIn('lina');
    const ids = Array.from({ length: 12 }, (_, index) => `tab-${index}`);
    const answers = await Promise.all(
      ids.map((nodeId) =>
        lina.api('PATCH', '/api/pages/home/changes', {
          changes: [{ op: 'add', nodeId, portlet: 'todo', place: beside }],
        }),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual(ids.map(() => 200));
    const view = (await lina.api('GET', '/api/pages/home')).json<PageView>();
    expect(view.windows.map((window) => window.id)).toEqual(expect.arrayContaining(ids));
    expect(view.revision).toBe(12);
  });

  it('names every mistake and saves nothing of such a request', async () => {
    const chenjing = await portal.signIn('chenjing');
    const answer = await chenjing.api('PATCH', '/api/pages/home/changes', {
      changes: [
        { op: 'rename', nodeId: 'todo-1', title: '我的待办' },
        { op: 'configure', nodeId: 'todo-1', preferences: { size: 500, colour: 'red' } },
        { op: 'hide', nodeId: 'fixed' },
        { op: 'add', nodeId: 'x', portlet: 'unknown', place: beside },
      ],
    });
    expect(answer.status).toBe(400);
    const { errors, type } = answer.json<{ type: string; errors: { pointer: string }[] }>();
    expect(type).toBe('urn:yimen:problem:invalid-input');
    expect(errors.map((error) => error.pointer).toSorted()).toEqual([
      '/body/changes/1/preferences/colour',
      '/body/changes/1/preferences/size',
      '/body/changes/2/nodeId',
      '/body/changes/3/portlet',
    ]);
    expect((await chenjing.api('GET', '/api/pages/home')).json<PageView>().revision).toBe(0);
  });

  it('refuses malformed changes with the field', async () => {
    const chenjing = await portal.signIn('chenjing');
    const answer = await chenjing.api('PATCH', '/api/pages/home/changes', {
      changes: [{ op: 'place', nodeId: 'todo-1', place: { column: 20 } }],
    });
    expect(answer.status).toBe(400);
    expect(answer.json<{ errors: { pointer: string }[] }>().errors[0]?.pointer).toMatch(
      /^\/body\/changes\/0\/place/,
    );
  });

  it('[I5] keeps a change made before an administrator locked or removed the window, in the tray', async () => {
    const zhangwei = await portal.signIn('zhangwei');
    await publishPage(portal, 'race', [nodeOf('a', 'todo'), nodeOf('b', 'todo')]);
    await republishPage(portal, 'race', [nodeOf('a', 'todo', { locks: ['move'] })]);
    const late = await zhangwei.api('PATCH', '/api/pages/race/changes', {
      changes: [
        { op: 'place', nodeId: 'a', place: beside },
        { op: 'rename', nodeId: 'b', title: '我的' },
      ],
      version: 1,
    });
    expect(late.status).toBe(200);
    const view = late.json<PageView>();
    expect(view.windows.map((window) => window.id)).toEqual(['a']);
    expect(view.tray).toEqual([
      { nodeId: 'a', reason: 'locked', portlet: 'todo', change: { place: beside } },
      // The older version of the page says what the window was.
      { nodeId: 'b', reason: 'node-removed', portlet: 'todo', change: { title: '我的' } },
    ]);
    await republishPage(portal, 'race', [nodeOf('a', 'todo'), nodeOf('b', 'todo')]);
    const back = (await zhangwei.api('GET', '/api/pages/race')).json<PageView>();
    expect(back.tray).toEqual([]);
    expect(back.windows.find((window) => window.id === 'b')?.personalTitle).toBe('我的');
  });

  it('forgets a tray item and resets a page on request', async () => {
    const zhangwei = await portal.signIn('zhangwei');
    await republishPage(portal, 'race', [nodeOf('a', 'todo')]);
    const discarded = await zhangwei.api('DELETE', '/api/pages/race/tray/b');
    expect(discarded.json<PageView>().tray).toEqual([]);
    expect((await zhangwei.api('DELETE', '/api/pages/race/tray/b')).status).toBe(404);
    const reset = await zhangwei.api('DELETE', '/api/pages/race/changes');
    expect(reset.json<PageView>()).toMatchObject({
      revision: 0,
      windows: [{ id: 'a', place: { column: 0 } }],
    });
  });

  it('needs a session, the shell’s header and a page that the person may see', async () => {
    const nobody = portal.browser();
    expect((await nobody.api('GET', '/api/pages/home')).status).toBe(401);
    const chenjing = await portal.signIn('chenjing');
    const changes = [{ op: 'minimize', nodeId: 'todo-1', isMinimized: true }];
    const foreign = await chenjing.api(
      'PATCH',
      '/api/pages/home/changes',
      { changes },
      { 'sec-fetch-site': 'same-site' },
    );
    expect(foreign.json()).toMatchObject({ status: 403, type: 'urn:yimen:problem:cross-site-request' });
    const plain = await chenjing.send('/api/pages/home/changes', { method: 'PATCH', body: { changes } });
    expect(plain.status).toBe(403);
    expect((await chenjing.api('PATCH', '/api/pages/reviews/changes', { changes })).status).toBe(404);
    expect((await chenjing.api('GET', '/api/pages/nowhere')).status).toBe(404);
  });

  it('migrates preferences of an older release and shows a window without a release as missing', async () => {
    await administer(portal, 'GET', '/pages');
    await publishPortlet(portal, 'short-lived');
    await publishPage(portal, 'gone', [nodeOf('g', 'short-lived')]);
    await portal.browser().send('/api/registry/portlets/short-lived/releases/1.0.0/retire', {
      method: 'POST',
      headers: await portal.bearer('demo-publisher', 'registry:publish'),
    });
    const lina = await portal.signIn('lina');
    const view = (await lina.api('GET', '/api/pages/gone')).json<PageView>();
    expect(view.windows).toMatchObject([{ id: 'g', unavailable: 'missing' }]);
    expect(view.releases).toEqual({});
  });
});
