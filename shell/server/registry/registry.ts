import type { Bus } from '@yimen/database';
import type { PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import type { CatalogueEntry, ReleaseView } from '@yimen/shell-contract';
import semver from 'semver';
import { cachedRead } from '../stores/cached-read.ts';
import type { ReleaseStore, ReleaseWithPublisher } from '../stores/release-store.ts';

/** The release of a portlet that people get now. */
export type LiveRelease = {
  name: string;
  version: string;
  descriptor: PortletDescriptor;
  entry: string;
  integrity: string;
  needs: Record<string, string>;
  hasStyles: boolean;
  publisher: string;
  publishedAt: number;
};

/** Live releases by portlet name. */
export type LiveReleases = ReadonlyMap<string, LiveRelease>;

/** Which releases are live: of every portlet the highest version that is not retired. */
export type Registry = {
  live(): Promise<LiveReleases>;
  /** After a change in this process; the other processes hear it on the bus. */
  changed(): Promise<void>;
  close(): void;
};

/** Live releases are asked for by every page, so they are kept in memory until something changes anywhere. */
export function createRegistry(o: { bus: Bus; releases: ReleaseStore }): Registry {
  const load = async () => chooseLive(await o.releases.all());
  const { get, changed, close } = cachedRead({ bus: o.bus, topic: 'portal-registry', load });
  return { live: get, changed, close };
}

/** Where browsers load a file of a release. */
export function releaseUrl(name: string, version: string, path: string): string {
  return `/releases/${name}/${version}/${path}`;
}

/** A release as the shell loads it. */
export function presentRelease(release: LiveRelease): ReleaseView {
  const { name, version, descriptor, integrity, needs, hasStyles } = release;
  return {
    name,
    version,
    descriptor,
    entry: releaseUrl(name, version, release.entry),
    integrity,
    needs,
    hasStyles,
  };
}

/** A release as the catalogue shows it. */
export function presentCatalogueEntry(release: LiveRelease): CatalogueEntry {
  const { name, version, publisher, publishedAt } = release;
  const { title, description, category, size } = release.descriptor;
  return { name, version, title, description, category, size, publisher, publishedAt };
}

function chooseLive(rows: ReleaseWithPublisher[]): LiveReleases {
  const live = new Map<string, LiveRelease>();
  for (const row of rows) {
    if (row.is_retired) continue;
    const known = live.get(row.portlet);
    if (!known || semver.gt(row.version, known.version)) live.set(row.portlet, presentRow(row));
  }
  return new Map([...live].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function presentRow(row: ReleaseWithPublisher): LiveRelease {
  return {
    name: row.portlet,
    version: row.version,
    descriptor: row.descriptor_json,
    entry: row.entry,
    integrity: row.integrity,
    needs: row.needs_json,
    hasStyles: row.is_styled,
    publisher: row.publisher,
    publishedAt: row.published_at,
  };
}
