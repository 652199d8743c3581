import type { PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import type { CatalogueEntry, Maintenance, ReleaseCatalogue, ReleaseView } from '@yimen/shell-contract';
import type { MaintenanceRow } from '../stores/maintenance-store.ts';
import type { ReleaseWithPublisher } from '../stores/release-store.ts';
import { presentMaintenance } from './maintenance/present-maintenance.ts';

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
  bytes: number;
  catalogue: ReleaseCatalogue | null;
  /** Times, now or ahead, in which it is out of use. */
  maintenance: Maintenance[];
};

/** Releases that people get, by portlet name. */
export type LiveReleases = ReadonlyMap<string, LiveRelease>;

/** Where browsers load a file of a release. */
export function releaseUrl(name: string, version: string, path: string): string {
  return `/releases/${name}/${version}/${path}`;
}

/** A release as the shell loads it. */
export function presentRelease(release: LiveRelease): ReleaseView {
  const { name, version, descriptor, integrity, needs, hasStyles, modules, maintenance } = release;
  return {
    name,
    version,
    descriptor,
    entry: releaseUrl(name, version, release.entry),
    integrity,
    needs,
    hasStyles,
    ...(modules && { files: modules }),
    ...(maintenance.length > 0 && { maintenance }),
  };
}

/** A release as the catalogue shows it, without what was measured. */
export function presentCatalogueEntry(release: LiveRelease): CatalogueEntry {
  const { name, version, publisher, publishedAt, catalogue } = release;
  const { title, description, category, size } = release.descriptor;
  const screenshots = (catalogue?.screenshots ?? []).map(({ path, title: caption }) => ({
    url: releaseUrl(name, version, path),
    title: caption,
  }));
  const notes = catalogue?.notes ?? null;
  return { name, version, title, description, category, size, publisher, publishedAt, notes, screenshots };
}

/** A row of the database as a release that people may get. */
export function liveReleaseOf(
  row: ReleaseWithPublisher,
  planned: readonly MaintenanceRow[] = [],
): LiveRelease {
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
    bytes: row.bytes,
    catalogue: row.catalogue_json,
    maintenance: planned
      .filter(({ portlet, version }) => portlet === row.portlet && (version ?? row.version) === row.version)
      .map(presentMaintenance),
  };
}
