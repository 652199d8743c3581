import { createHash } from 'node:crypto';
import type { PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import type { AdminPageDetail, LayoutNode, PageAudience, PublishRelease } from '@yimen/shell-contract';
import type { TestPortal } from './portal.ts';
import type { Answer } from './test-browser.ts';

const text = (value: string) => ({ 'zh-CN': value, 'en-US': value });

/** A descriptor that is right, with overrides. */
export function descriptorOf(name: string, overrides: Partial<PortletDescriptor> = {}): PortletDescriptor {
  return {
    name,
    version: '1.0.0',
    sdk: '^0.1.0',
    title: text(`标题 ${name}`),
    description: text(`说明 ${name}`),
    category: 'work',
    modes: ['view'],
    windowStates: ['normal', 'maximized', 'minimized'],
    size: { columns: 6, rows: 8 },
    ...overrides,
  };
}

/** A file as it is published. */
export function fileOf(path: string, content: string): PublishRelease['files'][number] {
  const bytes = Buffer.from(content);
  return {
    path,
    content: bytes.toString('base64'),
    sha384: createHash('sha384').update(bytes).digest('base64'),
  };
}

/** A release that is right, with overrides. */
export function releaseOf(
  descriptor: PortletDescriptor,
  overrides: Partial<PublishRelease> = {},
): PublishRelease {
  const code = `/* ${descriptor.name} ${descriptor.version} */ export const init = () => {}; ${'// padding '.repeat(80)}`;
  return {
    descriptor: JSON.parse(JSON.stringify(descriptor)),
    build: { entry: 'remoteEntry.js', needs: { react: '^19.0.0' }, hasStyles: false },
    files: [fileOf('remoteEntry.js', code)],
    ...overrides,
  };
}

/** Publishes as a program would. */
export async function publish(
  portal: TestPortal,
  release: PublishRelease,
  o: { name?: string; clientId?: string } = {},
): Promise<Answer> {
  const name = o.name ?? (release.descriptor as { name: string }).name;
  return portal.browser().send(`/api/registry/portlets/${name}/releases`, {
    method: 'POST',
    body: release,
    headers: await portal.bearer(o.clientId ?? 'demo-publisher', 'registry:publish'),
  });
}

/** Publishes a portlet that is right. */
export async function publishPortlet(
  portal: TestPortal,
  name: string,
  overrides: Partial<PortletDescriptor> = {},
): Promise<void> {
  const answer = await publish(portal, releaseOf(descriptorOf(name, overrides)));
  if (answer.status !== 201) throw new Error(`publishing ${name}: ${answer.text}`);
}

/** A node of a page. */
export function nodeOf(id: string, portlet: string, overrides: Partial<LayoutNode> = {}): LayoutNode {
  return {
    id,
    portlet,
    place: { column: 0, row: 0, columns: 6, rows: 8 },
    preferences: {},
    locks: [],
    ...overrides,
  };
}

/** A request of the launcher, with scope portal:admin. */
export async function administer<T = AdminPageDetail>(
  portal: TestPortal,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer & { body: T }> {
  const answer = await portal.browser().send(`/api/admin${path}`, {
    method,
    body,
    headers: { ...(await portal.bearer('launcher', 'portal:admin')), ...headers },
  });
  return { ...answer, body: (answer.text === '' ? undefined : answer.json()) as T };
}

/** A published page. */
export async function publishPage(
  portal: TestPortal,
  slug: string,
  nodes: LayoutNode[],
  o: { audience?: Partial<PageAudience>; homePriority?: number; parentId?: string } = {},
): Promise<AdminPageDetail> {
  const created = await administer(portal, 'POST', '/pages', {
    id: slug,
    slug,
    title: text(`页面 ${slug}`),
    audience: { units: [], posts: [], roles: [], ...o.audience },
    homePriority: o.homePriority ?? null,
    parentId: o.parentId ?? null,
  });
  if (created.status !== 201) throw new Error(created.text);
  return republishPage(portal, slug, nodes);
}

/** Gives a page another content and publishes it. */
export async function republishPage(
  portal: TestPortal,
  id: string,
  nodes: LayoutNode[],
): Promise<AdminPageDetail> {
  const draft = await administer(portal, 'PUT', `/pages/${id}/draft`, { nodes });
  if (draft.status !== 200) throw new Error(draft.text);
  const published = await administer(portal, 'POST', `/pages/${id}/publish`);
  if (published.status !== 200) throw new Error(published.text);
  return published.body;
}
