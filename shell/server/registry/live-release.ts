import type { PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import type { CatalogueEntry, ReleaseView } from '@yimen/shell-contract';
import type { ReleaseWithPublisher } from '../stores/release-store.ts';

/** The release of a portlet that people get now. */
export type LiveRelease = {
  name: string;
  version: string;
  descriptor: PortletDescriptor;
  entry: string;
  integrity: string;
  needs: Record<string, string>;
  hasStyles: boolean;
  /** Integrity of scripts and style sheets other than the entry, by path. */
  modules: Record<string, string> | null;
  publisher: string;
  publishedAt: number;
};

/** Releases that people get, by portlet name. */
export type LiveReleases = ReadonlyMap<string, LiveRelease>;

/** Where browsers load a file of a release. */
export function releaseUrl(name: string, version: string, path: string): string {
  return `/releases/${name}/${version}/${path}`;
}

/** A release as the shell loads it. */
export function presentRelease(release: LiveRelease): ReleaseView {
  const { name, version, descriptor, integrity, needs, hasStyles, modules } = release;
  return {
    name,
    version,
    descriptor,
    entry: releaseUrl(name, version, release.entry),
    integrity,
    needs,
    hasStyles,
    ...(modules && { files: modules }),
  };
}

/** A release as the catalogue shows it. */
export function presentCatalogueEntry(release: LiveRelease): CatalogueEntry {
  const { name, version, publisher, publishedAt } = release;
  const { title, description, category, size } = release.descriptor;
  return { name, version, title, description, category, size, publisher, publishedAt };
}

/** A row of the database as a release that people may get. */
export function liveReleaseOf(row: ReleaseWithPublisher): LiveRelease {
  return {
    name: row.portlet,
    version: row.version,
    descriptor: row.descriptor_json,
    entry: row.entry,
    integrity: row.integrity,
    needs: row.needs_json,
    hasStyles: row.is_styled,
    modules: row.modules_json,
    publisher: row.publisher,
    publishedAt: row.published_at,
  };
}
