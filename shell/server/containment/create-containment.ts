import type { Database } from '@yimen/database';
import type { Log } from '@yimen/service-kit';
import { createBreakerStore } from '../breakers/breaker-store.ts';
import { createBreakers } from '../breakers/breakers.ts';
import { createBudgetStore } from '../budgets/budget-store.ts';
import { createBudgets } from '../budgets/budgets.ts';
import type { PortalConfig } from '../config.ts';
import type { PortalTables } from '../database-schema.ts';
import type { FigureListener } from '../figures/figure-routes.ts';
import { createContainReleases } from './contain-releases.ts';

/** What keeps a bad release away from people: breakers and budgets, fed by what pages report. */
export type Containment = ReturnType<typeof createContainment>;

export function createContainment(o: {
  db: Database<PortalTables>;
  clock: () => number;
  log: Log;
  config: PortalConfig;
}) {
  const { db, clock, log, config } = o;
  const { bus } = db;
  const breakers = createBreakers({ bus, store: createBreakerStore(db), clock, log, config });
  const days = config.figuresDays;
  const budgets = createBudgets({ bus, store: createBudgetStore(db), clock, log, days });
  const onFigure: FigureListener = async (figure, viewer) => {
    await Promise.all([breakers.report(figure, viewer.sub), budgets.report(figure)]);
  };
  return {
    breakers,
    budgets,
    containReleases: createContainReleases({ breakers, budgets }),
    onFigure,
    close() {
      breakers.close();
      budgets.close();
    },
  };
}
