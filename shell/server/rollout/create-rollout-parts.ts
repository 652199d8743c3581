import type { Database } from '@yimen/database';
import type { Log } from '@yimen/service-kit';
import type { PortalConfig } from '../config.ts';
import type { PortalTables } from '../database-schema.ts';
import type { Figures } from '../figures/figures.ts';
import type { ReleaseSteps } from '../registry/states/release-steps.ts';
import type { TellOfRelease } from '../registry/tell-of-release.ts';
import type { ReleaseActStore } from '../stores/release-act-store.ts';
import type { ReleaseStore } from '../stores/release-store.ts';
import type { RolloutStore } from '../stores/rollout-store.ts';
import { defaultBudget } from './default-budget.ts';
import { createRollouts } from './rollouts.ts';
import { watchRollouts } from './watch-rollouts.ts';

/** Rings, their watch, and the way back. */
export function createRolloutParts(o: {
  db: Database<PortalTables>;
  rolloutStore: RolloutStore;
  releases: ReleaseStore;
  acts: ReleaseActStore;
  steps: ReleaseSteps;
  tellOfRelease: TellOfRelease;
  figures: Figures;
  ringsChanged: () => Promise<void>;
  config: PortalConfig;
  log: Log;
  clock: () => number;
}) {
  const { rolloutStore: rollouts, ringsChanged: changed, config } = o;
  return {
    rollouts: createRollouts({ ...o, rollouts, changed, defaultBudget: defaultBudget(config) }),
    rolloutWatch: watchRollouts({ ...o, rollouts }),
  };
}
