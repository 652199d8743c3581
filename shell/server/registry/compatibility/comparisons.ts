import type { Database } from '@yimen/database';
import type { ReleaseComparison } from '@yimen/portlet-sdk/release';
import type { PortalTables } from '../../database-schema.ts';
import { createPageStore } from '../../stores/page-store.ts';
import { createPageVersionStore } from '../../stores/page-version-store.ts';
import { createPersonalLayoutStore } from '../../stores/personal-layout-store.ts';
import { createReleaseComparisonStore } from '../../stores/release-comparison-store.ts';
import type { ReleaseWithPublisher } from '../../stores/release-store.ts';
import { type Candidate, type CompareParts, compareRelease } from './compare-release.ts';

/** Compares releases with what uses their portlets, and keeps the newest comparison of each. */
export type Comparisons = {
  /** Compares without storing anything. */
  of(candidate: Candidate): Promise<ReleaseComparison>;
  /** Compares a stored release anew: pages and people have changed since. */
  renew(row: ReleaseWithPublisher): Promise<ReleaseComparison>;
  ofPortlet(portlet: string): Promise<ReadonlyMap<string, ReleaseComparison>>;
};

export function createComparisons({
  db,
  ...needs
}: Omit<CompareParts, 'pages' | 'versions' | 'personal'> & { db: Database<PortalTables> }): Comparisons {
  const store = createReleaseComparisonStore(db);
  const parts: CompareParts = {
    ...needs,
    pages: createPageStore(db),
    versions: createPageVersionStore(db),
    personal: createPersonalLayoutStore(db),
  };
  return {
    of: (candidate) => compareRelease(parts, candidate),

    async renew({ portlet, version, descriptor_json: descriptor, needs_json: ranges }) {
      const comparison = await compareRelease(parts, { descriptor, needs: ranges });
      await store.save(portlet, version, comparison);
      return comparison;
    },

    ofPortlet: store.ofPortlet,
  };
}
