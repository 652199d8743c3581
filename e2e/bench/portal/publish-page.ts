import { programs, type Yimen } from '@yimen/launcher';
import { adminClient } from './admin-client.ts';

/** Makes and publishes a portal page with these portlets, three windows in a row, for the developers' post. */
export async function publishPage(yimen: Yimen, slug: string, portlets: readonly string[]): Promise<void> {
  const portal = await adminClient(yimen, {
    program: 'portal',
    audience: programs.portal.audience,
    scope: 'portal:admin',
  });
  await portal('POST', '/api/admin/pages', {
    id: slug,
    slug,
    parentId: null,
    title: { 'zh-CN': slug, 'en-US': slug },
    order: 100,
    audience: { units: [], posts: ['developer'], roles: [] },
    homePriority: null,
  });
  const nodes = portlets.map((portlet, index) => ({
    id: `w${index + 1}`,
    portlet,
    place: { column: (index % 3) * 4, row: Math.floor(index / 3) * 8, columns: 4, rows: 8 },
    preferences: {},
    locks: [],
  }));
  await portal('PUT', `/api/admin/pages/${slug}/draft`, { nodes });
  await portal('POST', `/api/admin/pages/${slug}/publish`);
}
