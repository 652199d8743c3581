/** Who gets a canary release: whoever is in one of the units, has one of the roles, or is within the percentage. */
export type RolloutRings = {
  /** Ids of units; people of units below count too. */
  units: string[];
  roles: string[];
  /** 0–100, of everybody who may use the portlet. A person who is within stays within while it grows. */
  percent: number;
};

/** What ends a rollout by itself. */
export type RolloutBudget = {
  /** Most failed loads per load, 0–1. */
  errorRate: number;
  /** Most failed requests per request to the service, 0–1. */
  requestFailureRate: number;
  /** Slowest 95th percentile of loading, in milliseconds; null: twice that of the release before. */
  loadP95: number | null;
  /** Fewer loads (or requests) than this prove nothing. */
  minimumLoads: number;
};

/** PUT /api/operations/portlets/:name/releases/:version/rollout. */
export type SaveRollout = { rings: RolloutRings; budget?: RolloutBudget | undefined };

/** How a release is rolled out. */
export type Rollout = {
  rings: RolloutRings;
  budget: RolloutBudget;
  updatedAt: number;
  updatedBy: string;
};

/** POST /api/operations/portlets/:name/rollback. */
export type RollBack = { reason: string };
