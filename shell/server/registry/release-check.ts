import { randomUUID } from 'node:crypto';
import { problem } from '@yimen/problem';
import type { Log } from '@yimen/service-kit';
import type { IntegrityReportStore } from '../stores/integrity-report-store.ts';
import type { PublisherStore } from '../stores/publisher-store.ts';
import type { ReleaseActStore } from '../stores/release-act-store.ts';
import type { ReleaseFileRow, ReleaseStore } from '../stores/release-store.ts';
import { type Damage, findDamage, signedManifest } from './file-integrity.ts';
import type { Registry } from './registry.ts';

/** What checking stored releases needs. */
export type ReleaseCheckParts = {
  releases: ReleaseStore;
  registry: Registry;
  publishers: PublisherStore;
  acts: ReleaseActStore;
  integrityReports: IntegrityReportStore;
  log: Log;
  clock: () => number;
};

/** Checks what is stored against its manifest. */
export type ReleaseCheck = {
  /** A file that may be sent. @throws problem `release-damaged`; its release is then out of service */
  file(portlet: string, version: string, path: string): Promise<ReleaseFileRow | undefined>;
  /** Checks every file of a release again and writes down whether it is damaged. */
  release(portlet: string, version: string): Promise<Damage[]>;
};

export function createReleaseCheck(parts: ReleaseCheckParts): ReleaseCheck {
  const { releases, registry } = parts;

  async function found(portlet: string, version: string, damage: Damage): Promise<void> {
    const at = parts.clock();
    // Once for a release, however many ask for its files at the same time.
    if (!(await releases.markDamaged(portlet, version, { at, path: damage.path }))) return;
    await registry.changed();
    await parts.integrityReports.add({
      ...{ id: randomUUID(), reported_at: at, source: 'server', sub: null, portlet, version },
      ...{ path: damage.path, origin: null, expected: damage.expected, actual: damage.actual },
    });
    parts.log.error('release-damaged', { portlet, version, ...damage });
  }

  return {
    async file(portlet, version, path) {
      const file = await releases.findFile(portlet, version, path);
      const row = file && (await releases.find(portlet, version));
      if (!file || !row) return undefined;
      const damage = await findDamage(file, await signedManifest(parts, row));
      if (!damage) return file;
      await found(portlet, version, damage);
      throw problem('release-damaged', { detail: `${portlet} ${version}: ${path}` });
    },

    async release(portlet, version) {
      const row = await releases.find(portlet, version);
      if (!row) throw problem('not-found', { detail: `no release ${portlet} ${version}` });
      const signed = await signedManifest(parts, row);
      const files = await releases.filesOf(portlet, version);
      const damages = (await Promise.all(files.map((file) => findDamage(file, signed)))).filter(
        (damage) => damage !== undefined,
      );
      const [first] = damages;
      if (first) await found(portlet, version, first);
      else {
        if (await releases.markIntact(portlet, version)) await registry.changed();
        parts.log.info('release-intact', { portlet, version });
      }
      return damages;
    },
  };
}
