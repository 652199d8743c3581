import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { headingId } from '../../src/docs/render-page.ts';
import { serveDocs } from '../../src/docs/serve-docs.ts';
import { descriptorReference } from './descriptor-reference.ts';
import { docsFolder, pages, readPage } from './docs-pages.ts';
import { hooksReference } from './hooks-reference.ts';

// `npx vitest run packages/portlet-cli/test/docs -u` writes both anew.
it('the reference of portlet.json is what the schema says', async () => {
  await expect(descriptorReference()).toMatchFileSnapshot(join(docsFolder, 'reference/descriptor.md'));
});

it('the reference of hooks is what the code says, and has every hook', async () => {
  const text = hooksReference();
  const index = readFileSync(join(docsFolder, '../packages/portlet-sdk/src/index.ts'), 'utf8');
  const names = new Set([...index.matchAll(/\buse[A-Z]\w*/g)].map(([name]) => name));
  for (const name of names) expect(text).toContain(`## ${name}\n`);
  await expect(text).toMatchFileSnapshot(join(docsFolder, 'reference/hooks.md'));
});

it('no link of a page leads nowhere', () => {
  const broken = pages().flatMap((page) =>
    [...readPage(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].flatMap(
      ([link, path, id]) => {
        const file = path ? join(docsFolder, dirname(page), path) : join(docsFolder, page);
        if (!existsSync(file)) return [`${page}: ${link}`];
        const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)];
        const isThere = !id || headings.some(([, text = '']) => headingId(text) === id);
        return isThere ? [] : [`${page}: ${link}`];
      },
    ),
  );
  expect(broken).toEqual([]);
});

it('every page is reached from the first one', () => {
  const reached = new Set<string>();
  const visit = (page: string) => {
    if (reached.has(page) || !existsSync(join(docsFolder, page))) return;
    reached.add(page);
    for (const [, path = ''] of readPage(page).matchAll(/\]\((?!https?:)([^)#\s]+\.md)/g)) {
      const target = join(dirname(page), path);
      if (!target.startsWith('..')) visit(target);
    }
  };
  visit('README.md');
  expect([...reached].sort()).toEqual(pages().sort());
});

it('serves pages without scripts, links that work, and nothing else of the machine', async () => {
  const docs = await serveDocs(0);
  try {
    const first = await fetch(docs.address);
    const html = await first.text();
    expect(first.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).not.toContain('<script');
    expect(html).toContain('href="developers/tutorial.md"');
    expect(await (await fetch(new URL('developers/tutorial.md', first.url))).text()).toContain(
      '<code>client/view/desk-view.tsx</code>',
    );
    expect(await (await fetch(new URL('../packages/portlet-sdk/SPEC.md', first.url))).text()).toContain(
      'R41',
    );
    for (const path of [
      '/package.json',
      '/docs/../package.json',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/.data/secrets.json',
      '/docs/none.md',
      '/%zz',
    ])
      expect((await fetch(new URL(path, docs.address))).status).toBe(404);
  } finally {
    await docs.close();
  }
});
