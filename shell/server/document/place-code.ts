import type { PageView, ReleaseView } from '@yimen/shell-contract';
import { fromCodeOrigin } from '../registry/code-origin.ts';
import type { Registry } from '../registry/registry.ts';

/** A page whose portlets load from where their publishers keep the files, and the addresses that its policy must allow. */
export type PlacedPage = { page: PageView; sources: string[] };

/**
 * Lets a document load code from other origins. Only documents do: the API names the portal's own copy, since the page
 * that asks may have been sent under a policy without the origin.
 *
 * @param skipped portlets whose code comes from a developer's machine
 */
export async function placeCode(
  registry: Registry,
  page: PageView,
  skipped: ReadonlySet<string>,
): Promise<PlacedPage> {
  const sources = new Set<string>();
  const releases: Record<string, ReleaseView> = {};
  for (const [name, release] of Object.entries(page.releases)) {
    const base = skipped.has(name) ? undefined : await registry.codeBase(name, release.version);
    if (base) sources.add(base);
    releases[name] = base ? fromCodeOrigin(release, base) : release;
  }
  return { page: { ...page, releases }, sources: [...sources] };
}
