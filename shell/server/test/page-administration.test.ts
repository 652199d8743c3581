import { testDatabases } from '@yimen/database/testing';
import type { AdminPageDetail, PageList, PageView } from '@yimen/shell-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administer, nodeOf, publishPage, publishPortlet } from './harness/factories.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';

const title = { 'zh-CN': '页面', 'en-US': 'Page' };

describe.each(testDatabases())('page administration on $name', ({ url }) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal(await url());
    await publishPortlet(portal, 'todo', {
      preferences: {
        size: { type: 'integer', minimum: 1, default: 10, 'x-label': { 'zh-CN': '条数', 'en-US': 'Size' } },
      },
    });
  });
  afterAll(() => portal.close());

  it('composes as an administrator: create, draft, publish, versions, restore, remove', async () => {
    const admin = await portal.signIn('admin');
    const created = await admin.api('POST', '/api/admin/pages', { slug: 'budget', title });
    expect(created.status).toBe(201);
    const { id, revision } = created.json<AdminPageDetail>();
    expect(created.headers.etag).toBe(`"${revision}"`);
    const staff = await portal.signIn('lina');
    expect((await staff.api('GET', '/api/pages/budget')).status).toBe(404);
    const save = (nodes: unknown[]) => admin.api('PUT', `/api/admin/pages/${id}/draft`, { nodes });
    await save([nodeOf('a', 'todo')]);
    await admin.api('POST', `/api/admin/pages/${id}/publish`);
    expect((await staff.api('GET', '/api/pages/budget')).json<PageView>().windows).toMatchObject([
      { id: 'a' },
    ]);
    await save([nodeOf('b', 'todo')]);
    const detail = (await admin.api('GET', `/api/admin/pages/${id}`)).json<AdminPageDetail>();
    expect(detail).toMatchObject({
      hasDraft: true,
      version: 1,
      draft: [{ id: 'b' }],
      published: [{ id: 'a' }],
    });
    expect((await staff.api('GET', '/api/pages/budget')).json<PageView>().windows).toMatchObject([
      { id: 'a' },
    ]);
    await admin.api('POST', `/api/admin/pages/${id}/publish`);
    const versions = await admin.api('GET', `/api/admin/pages/${id}/versions`);
    expect(versions.json()).toMatchObject([
      { version: 2, windows: 1, publishedBy: 'p-admin' },
      { version: 1, windows: 1 },
    ]);
    const restored = await admin.api('POST', `/api/admin/pages/${id}/versions/1/restore`);
    expect(restored.json()).toMatchObject({ hasDraft: true, draft: [{ id: 'a' }], published: [{ id: 'b' }] });
    expect((await admin.api('DELETE', `/api/admin/pages/${id}`)).status).toBe(204);
    expect((await staff.api('GET', '/api/pages/budget')).status).toBe(404);
    expect((await admin.api('POST', '/api/admin/pages', { slug: 'budget', title })).status).toBe(201);
  });

  it('refuses to overwrite what somebody else has changed since', async () => {
    const { body: page } = await administer(portal, 'POST', '/pages', {
      id: 'shared',
      slug: 'shared',
      title,
    });
    const stale = { 'if-match': `"${page.revision}"` };
    expect((await administer(portal, 'PATCH', '/pages/shared', { order: 3 }, stale)).status).toBe(200);
    for (const [method, path, body] of [
      ['PATCH', '/pages/shared', { order: 4 }],
      ['PUT', '/pages/shared/draft', { nodes: [] }],
      ['POST', '/pages/shared/publish', undefined],
      ['DELETE', '/pages/shared', undefined],
    ] as const) {
      const late = await administer<{ type: string }>(portal, method, path, body, stale);
      expect([late.status, late.body.type]).toEqual([412, 'urn:yimen:problem:revision-outdated']);
    }
    const garbage = await administer(portal, 'PATCH', '/pages/shared', { order: 4 }, { 'if-match': 'abc' });
    expect(garbage.status).toBe(400);
  });

  it('lets exactly one of many changes that expect the same revision through', async () => {
    const { body: page } = await administer(portal, 'POST', '/pages', { id: 'busy', slug: 'busy', title });
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, order) =>
        administer(portal, 'PATCH', '/pages/busy', { order }, { 'if-match': `"${page.revision}"` }),
      ),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 412, 412, 412, 412, 412]);
    await administer(portal, 'PUT', '/pages/busy/draft', { nodes: [nodeOf('a', 'todo')] });
    await Promise.all(Array.from({ length: 5 }, () => administer(portal, 'POST', '/pages/busy/publish')));
    const versions = await administer<unknown[]>(portal, 'GET', '/pages/busy/versions');
    expect(versions.body.length).toBe(1);
  });

  it('names what is wrong with a page, a draft or a parent', async () => {
    const pointers = async (method: string, path: string, body: unknown) => {
      const answer = await administer<{ errors: { pointer: string }[] }>(portal, method, path, body);
      return [answer.status, ...answer.body.errors.map((error) => error.pointer)];
    };
    await publishPage(portal, 'parent', []);
    await publishPage(portal, 'child', [], { parentId: 'parent' });
    expect(await pointers('POST', '/pages', { slug: 'No Slug', title: { 'zh-CN': '页' } })).toEqual([
      400,
      '/body/slug',
      '/body/title/en-US',
    ]);
    expect(await pointers('POST', '/pages', { slug: 'child', title })).toEqual([409, '/body/slug']);
    expect(await pointers('PATCH', '/pages/child', { slug: 'parent' })).toEqual([409, '/body/slug']);
    expect(await pointers('PATCH', '/pages/parent', { parentId: 'child' })).toEqual([400, '/body/parentId']);
    expect(await pointers('PATCH', '/pages/parent', { parentId: 'nowhere' })).toEqual([
      400,
      '/body/parentId',
    ]);
    const nodes = [nodeOf('a', 'todo', { preferences: { size: 0 } }), nodeOf('a', 'todo')];
    expect(await pointers('PUT', '/pages/child/draft', { nodes })).toEqual([400, '/body/nodes/1/id']);
    expect(await pointers('PUT', '/pages/child/draft', { nodes: nodes.slice(0, 1) })).toEqual([
      400,
      '/body/nodes/0/preferences/size',
    ]);
    expect((await administer(portal, 'GET', '/pages/nowhere')).status).toBe(404);
  });

  it('shows pages that two administrators have made a ring of as roots', async () => {
    await publishPage(portal, 'ring-a', []);
    await publishPage(portal, 'ring-b', [], { parentId: 'ring-a' });
    await publishPage(portal, 'ring-c', [], { parentId: 'ring-b' });
    // What only a race of two requests can do.
    await portal.db.query
      .updateTable('page')
      .set({ parent_id: 'ring-b' })
      .where('id', '=', 'ring-a')
      .execute();
    const lina = await portal.signIn('lina');
    const slugs = (await lina.api('GET', '/api/pages')).json<PageList>().pages.map((page) => page.slug);
    expect(slugs.filter((slug) => slug.startsWith('ring')).toSorted()).toEqual([
      'ring-a',
      'ring-b',
      'ring-c',
    ]);
    expect((await administer(portal, 'PATCH', '/pages/ring-a', { parentId: null })).status).toBe(200);
  });

  it('moves the children of a removed page up', async () => {
    await publishPage(portal, 'upper', []);
    await publishPage(portal, 'middle', [], { parentId: 'upper' });
    await publishPage(portal, 'lower', [], { parentId: 'middle' });
    await administer(portal, 'DELETE', '/pages/middle');
    expect((await administer(portal, 'GET', '/pages/lower')).body.parentId).toBe('upper');
  });

  it('brings a removed page back with its history and what people had changed', async () => {
    await publishPage(portal, 'phoenix', [nodeOf('a', 'todo')]);
    const lina = await portal.signIn('lina');
    const changes = [{ op: 'rename', nodeId: 'a', title: '我的待办' }];
    await lina.api('PATCH', '/api/pages/phoenix/changes', { changes });
    await administer(portal, 'DELETE', '/pages/phoenix');
    const back = await publishPage(portal, 'phoenix', [nodeOf('a', 'todo')]);
    expect(back.version).toBe(2);
    const view = (await lina.api('GET', '/api/pages/phoenix')).json<PageView>();
    expect(view.windows).toMatchObject([{ id: 'a', personalTitle: '我的待办' }]);
  });

  it('is for administrators only', async () => {
    const nobody = portal.browser();
    expect((await nobody.api('GET', '/api/admin/pages')).status).toBe(401);
    const lina = await portal.signIn('lina');
    for (const [method, path] of [
      ['GET', '/api/admin/pages'],
      ['POST', '/api/admin/pages'],
      ['GET', '/api/admin/portlets'],
      ['GET', '/api/admin/directory'],
      ['GET', '/api/admin/services'],
      ['PUT', '/api/admin/services/urn%3Ayimen%3Aservice%3Atodo'],
    ] as const) {
      expect([path, (await lina.api(method, path)).status]).toEqual([path, 403]);
    }
    const admin = await portal.signIn('admin');
    const foreign = await admin.api(
      'POST',
      '/api/admin/pages',
      { slug: 'x', title },
      { 'sec-fetch-site': 'cross-site' },
    );
    expect(foreign.status).toBe(403);
    const wrongScope = await nobody.send('/api/admin/pages', {
      headers: await portal.bearer('todo', 'portal:notify'),
    });
    expect(wrongScope.status).toBe(403);
    // A token is judged as a token, also beside an administrator's cookie.
    const both = await admin.send('/api/admin/pages', { headers: { authorization: 'Bearer nonsense' } });
    expect(both.status).toBe(401);
  });

  it('registers services and shows portlets and the directory', async () => {
    const path = `/services/${encodeURIComponent('urn:yimen:service:todo')}`;
    const name = { 'zh-CN': '待办', 'en-US': 'To-do' };
    const saved = await administer(portal, 'PUT', path, { name, baseUrl: 'http://localhost:4201/' });
    expect(saved.body).toEqual({
      audience: 'urn:yimen:service:todo',
      name,
      baseUrl: 'http://localhost:4201',
      publishers: null,
    });
    expect((await administer(portal, 'PUT', path, { name, baseUrl: 'ftp://x' })).status).toBe(400);
    expect((await administer(portal, 'GET', path)).status).toBe(200);
    expect((await administer(portal, 'DELETE', path)).status).toBe(204);
    expect((await administer(portal, 'GET', path)).status).toBe(404);
    expect((await administer(portal, 'GET', '/portlets')).body).toMatchObject([
      { name: 'todo', roles: null },
    ]);
    const directory = await administer<{ units: unknown[] }>(portal, 'GET', '/directory');
    expect(directory.body.units[1]).toEqual({
      id: 'bureau',
      parentId: 'city',
      name: { 'zh-CN': '示范市财政局', 'en-US': '示范市财政局' },
    });
    portal.provider.isDirectoryDown = true;
    portal.clock.aheadMs += 120_000;
    expect((await administer(portal, 'GET', '/directory')).body).toEqual(directory.body);
  });
});
