import type { Bus } from '@yimen/database';
import { cachedRead } from '../stores/cached-read.ts';
import type { MaintenanceStore } from '../stores/maintenance-store.ts';
import type { PublisherStore } from '../stores/publisher-store.ts';
import type { ReleaseStore } from '../stores/release-store.ts';
import { type CanaryChoice, chooseReleases, type Person, sortReleases } from './choose-releases.ts';
import { findCodeBases } from './code-origin.ts';
import type { LiveRelease, LiveReleases } from './live-release.ts';
import { mayUsePortlet } from './portlet-access.ts';
import { whyWithheld } from './withheld.ts';

/**
 * Which release a person gets: this is asked here and nowhere else. Of every portlet it is the highest version that is
 * live, or the canary release that she has been chosen for.
 */
export type Registry = {
  /** The release of a portlet that a person gets; undefined when there is none, or it is not for her (I6). */
  releaseFor(portlet: string, person: Person): Promise<LiveRelease | undefined>;
  /** Of every portlet the release that a person gets, whether she may use it or not (`mayUsePortlet` says that). */
  releasesFor(person: Person): Promise<LiveReleases>;
  /**
   * Whether a person may load the files of one version: it is live (an open page may still run the one before), or the
   * one that she gets.
   */
  mayLoad(portlet: string, version: string, person: Person): Promise<boolean>;
  /** Whether anybody may get the files of one version: it is live or a canary, and not withheld. */
  isServed(portlet: string, version: string): Promise<boolean>;
  /** What everybody gets who was not chosen for a canary; for who composes pages, not for people's own pages. */
  live(): Promise<LiveReleases>;
  /** Where browsers may get a release's files instead of here. */
  codeBase(name: string, version: string): Promise<string | undefined>;
  /** After a change in this process; the other processes hear it on the bus. */
  changed(): Promise<void>;
  close(): void;
};

/**
 * Releases are asked for by every page, so they are kept in memory until something changes anywhere.
 *
 * @param o `canaries` reads who gets canary releases (rings); it is asked once for every question about a person
 */
export function createRegistry(o: {
  bus: Bus;
  releases: ReleaseStore;
  publishers: PublisherStore;
  maintenance: MaintenanceStore;
  clock: () => number;
  canaries: () => Promise<CanaryChoice>;
}): Registry {
  const load = async () => {
    const [rows, policies, planned] = await Promise.all([
      o.releases.served(),
      o.publishers.policies(),
      o.maintenance.ahead(o.clock()),
    ]);
    const served = rows.filter((row) => whyWithheld(row) === null);
    return { ...sortReleases(served, planned), codeBases: findCodeBases(served, policies) };
  };
  const { get, changed, close } = cachedRead({ bus: o.bus, topic: 'portal-registry', load });
  const { canaries } = o;

  async function releasesFor(person: Person): Promise<LiveReleases> {
    const known = await get();
    return known.canary.size === 0 ? known.live : chooseReleases(known, await canaries(), person);
  }

  async function releaseFor(portlet: string, person: Person): Promise<LiveRelease | undefined> {
    const release = (await releasesFor(person)).get(portlet);
    return release && mayUsePortlet(person, release.descriptor) ? release : undefined;
  }

  return {
    releaseFor,
    releasesFor,
    live: async () => (await get()).live,
    async mayLoad(portlet, version, person) {
      const release = await releaseFor(portlet, person);
      if (!release) return false;
      return release.version === version || (await get()).liveVersions.get(portlet)?.has(version) === true;
    },
    async isServed(portlet, version) {
      const { liveVersions, canary } = await get();
      if (liveVersions.get(portlet)?.has(version)) return true;
      return canary.get(portlet)?.some((release) => release.version === version) === true;
    },
    codeBase: async (name, version) => (await get()).codeBases.get(`${name} ${version}`),
    changed,
    close,
  };
}
