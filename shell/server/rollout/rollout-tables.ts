import type { RolloutBudget, RolloutRings } from '@yimen/shell-contract';

/** Who gets a release while it is a canary, and what ends that. */
export type RolloutTable = {
  portlet: string;
  version: string;
  rings_json: RolloutRings;
  budget_json: RolloutBudget;
  updated_at: number;
  updated_by: string;
};

export type RolloutTables = { rollout: RolloutTable };
