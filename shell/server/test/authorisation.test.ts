import { testDatabases } from '@yimen/database/testing';
import type { PageView } from '@yimen/shell-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  descriptorOf,
  nodeOf,
  publish,
  publishPage,
  publishPortlet,
  releaseOf,
} from './harness/factories.ts';
import type { Account } from './harness/people.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';

/** Secret words and who may find them anywhere in what the portal sends. */
const mayKnow: Record<string, Account[]> = {
  'clerk-tool': ['zhangwei'],
  'reviewer-tool': ['wangfang'],
  'clerk-page': ['zhangwei'],
  'centre-page': ['wangfang', 'lina'],
  'chief-page': ['chenjing'],
};
const accounts: Account[] = ['wangfang', 'lina', 'chenjing', 'zhangwei', 'admin', 'dev'];
const everyone = ['todo', 'mixed'];

describe.each(testDatabases())('[I6] authorisation on $name', ({ url }) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal(await url());
    await publishPortlet(portal, 'todo');
    await publishPortlet(portal, 'clerk-tool', { roles: ['payment-clerk'] });
    await publishPortlet(portal, 'reviewer-tool', { roles: ['payment-reviewer', 'nobody'] });
    const nodes = [nodeOf('t', 'todo'), nodeOf('c', 'clerk-tool'), nodeOf('r', 'reviewer-tool')];
    await publishPage(portal, 'mixed', nodes, { homePriority: 1 });
    await publishPage(portal, 'clerk-page', nodes, { audience: { roles: ['payment-clerk'] } });
    await publishPage(portal, 'centre-page', nodes, {
      audience: { units: ['payment-centre'] },
      homePriority: 3,
      parentId: 'clerk-page',
    });
    await publishPage(portal, 'chief-page', nodes, {
      audience: { posts: ['section-chief'] },
      parentId: 'mixed',
    });
  });
  afterAll(() => portal.close());

  const paths = [
    '/',
    '/compose/clerk-page',
    '/api/session',
    '/api/pages',
    '/api/catalogue',
    ...['mixed', 'clerk-page', 'centre-page', 'chief-page'].flatMap((slug) => [
      `/pages/${slug}`,
      `/api/pages/${slug}`,
    ]),
    ...['todo', 'clerk-tool', 'reviewer-tool'].flatMap((name) => [
      `/api/releases/${name}`,
      `/releases/${name}/1.0.0/remoteEntry.js`,
      `/api/portlets/${name}/api/anything`,
    ]),
  ];

  it.each(accounts)('sends %s nothing that is not for that person, on any path', async (account) => {
    const browser = await portal.signIn(account);
    const leaks: string[] = [];
    for (const path of paths) {
      const answer = path.startsWith('/api') ? await browser.api('GET', path) : await browser.open(path);
      for (const [word, allowed] of Object.entries(mayKnow)) {
        // An answer that only repeats the address of the request tells nothing new.
        const text = path.includes(word) && answer.status >= 400 ? '' : answer.text;
        if (!allowed.includes(account) && text.includes(word)) leaks.push(`${path} tells of ${word}`);
      }
    }
    expect(leaks).toEqual([]);
  });

  it.each(accounts)('gives %s everything that is for that person', async (account) => {
    const browser = await portal.signIn(account);
    const found = (await Promise.all(paths.map(async (path) => (await browser.open(path)).text))).join('\n');
    const due = Object.entries(mayKnow).filter(([, allowed]) => allowed.includes(account));
    expect([...everyone, ...due.map(([word]) => word)].filter((word) => !found.includes(word))).toEqual([]);
  });

  it('guards its paths however they are written', async () => {
    const nobody = portal.browser();
    const lina = await portal.signIn('lina');
    const service = { name: { 'zh-CN': '偷', 'en-US': 'stolen' }, baseUrl: 'http://127.0.0.1:9' };
    for (const path of ['/API/admin', '/api/ADMIN', '/Api/Admin']) {
      for (const browser of [nobody, lina]) {
        const pages = await browser.api('GET', `${path}/pages`);
        expect([path, pages.status >= 400, pages.text.includes('clerk-page')]).toEqual([path, true, false]);
        const taken = await browser.api('PUT', `${path}/services/urn%3Atest%3Atodo`, service);
        expect([path, taken.status >= 400]).toEqual([path, true]);
      }
    }
    // Nor does another way to write a path let a foreign page's form in.
    const forged = await lina.send('/API/session/locale', {
      method: 'PUT',
      body: { locale: 'en-US' },
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(forged.status).toBeGreaterThanOrEqual(400);
    expect((await lina.api('GET', '/api/session')).json()).toMatchObject({ locale: 'zh-CN' });
    const { length } = await portal.db.query.selectFrom('service').selectAll().execute();
    expect(length).toBe(0);
  });

  it('answers for the forbidden as for what is not there', async () => {
    const lina = await portal.signIn('lina');
    const shape = async (path: string) => {
      const { status, text } = await lina.api('GET', path);
      return {
        status,
        text: text.replaceAll(/"instance":"[^"]*"/g, '').replaceAll(/clerk-(tool|page)|no-such/g, ''),
      };
    };
    expect(await shape('/api/releases/no-such')).toMatchObject({ status: 404 });
    expect(await shape('/api/pages/clerk-page')).toEqual(await shape('/api/pages/no-such'));
    expect(await shape('/api/releases/clerk-tool')).toEqual(await shape('/api/releases/no-such'));
    expect(await shape('/api/portlets/clerk-tool/x')).toEqual(await shape('/api/portlets/no-such/x'));
  });

  it('puts children of a page that a person may not see under the next one she may', async () => {
    const wangfang = await portal.signIn('wangfang');
    const { pages, homeSlug } = (await wangfang.api('GET', '/api/pages')).json<{
      pages: { slug: string; parentId: string | null }[];
      homeSlug: string;
    }>();
    expect(pages.find((page) => page.slug === 'centre-page')?.parentId).toBeNull();
    expect(homeSlug).toBe('centre-page');
  });

  it('keeps a change of a portlet that a person may not use any more, without naming the portlet', async () => {
    const zhangwei = await portal.signIn('zhangwei');
    await zhangwei.api('PATCH', '/api/pages/mixed/changes', {
      changes: [
        {
          op: 'add',
          nodeId: 'mine',
          portlet: 'clerk-tool',
          place: { column: 0, row: 0, columns: 4, rows: 4 },
        },
        { op: 'rename', nodeId: 'c', title: '送审' },
      ],
    });
    const descriptor = descriptorOf('clerk-tool', { version: '2.0.0', roles: ['somebody-else'] });
    expect((await publish(portal, { ...releaseOf(descriptor), acceptBreaks: true })).status).toBe(201);
    const { text } = await zhangwei.api('GET', '/api/pages/mixed');
    expect(text).not.toContain('clerk-tool');
    expect(
      (JSON.parse(text) as PageView).tray.map(({ nodeId, reason, portlet }) => ({ nodeId, reason, portlet })),
    ).toEqual([
      { nodeId: 'c', reason: 'portlet-unavailable', portlet: null },
      { nodeId: 'mine', reason: 'portlet-unavailable', portlet: null },
    ]);
    // Files of the old release are closed, too.
    expect((await zhangwei.open('/releases/clerk-tool/1.0.0/remoteEntry.js')).status).toBe(404);
  });
});
