import { isProblem } from '@yimen/problem';
import type { Loading } from './loading.ts';
import { pages } from './pages.ts';

/**
 * The portal pages of the demonstration: made and published once. A page that exists is not touched, whoever made it.
 */
export async function loadPages({ settings, send }: Loading): Promise<void> {
  const client = send('portal', 'portal:admin');
  const base = `${settings.addresses.portal.publicUrl}/api/admin/pages`;
  for (const { nodes, ...page } of pages) {
    try {
      await client({ method: 'POST', url: base, body: page });
    } catch (error) {
      if (!isProblem(error, 'conflict')) throw error;
    }
    const { version } = (await client({ method: 'GET', url: `${base}/${page.id}` })) as { version: number };
    // Published already: by an earlier start, or by an administrator since.
    if (version > 0) continue;
    await client({ method: 'PUT', url: `${base}/${page.id}/draft`, body: { nodes } });
    await client({ method: 'POST', url: `${base}/${page.id}/publish` });
  }
}
