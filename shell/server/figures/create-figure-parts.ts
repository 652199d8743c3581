import type { Database } from '@yimen/database';
import type { Log } from '@yimen/service-kit';
import type { PortalConfig } from '../config.ts';
import type { PortalTables } from '../database-schema.ts';
import type { ReleaseStore } from '../stores/release-store.ts';
import type { FigureListener } from './figure-routes.ts';
import { createFigureStore } from './figure-store.ts';
import { createFigures } from './figures.ts';
import { createReportLimit } from './report-limit.ts';

/** Figures of windows, and whoever listens to reports. */
export function createFigureParts(o: {
  db: Database<PortalTables>;
  releases: ReleaseStore;
  config: Pick<PortalConfig, 'figuresDays'>;
  clock: () => number;
  log: Log;
}) {
  const { clock, log } = o;
  const listeners = new Set<FigureListener>();
  return {
    figures: createFigures({ store: createFigureStore(o.db), clock, log, days: o.config.figuresDays }),
    countReport: createReportLimit(clock),
    hasRelease: async (portlet: string, version: string) =>
      (await o.releases.ofPortlet(portlet)).some((release) => release.version === version),
    /** Who hears of every window that is reported. */
    listeners,
    onFigure: (async (...report) => {
      for (const listen of listeners) await listen(...report);
    }) satisfies FigureListener as FigureListener,
  };
}
