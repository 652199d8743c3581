import type { RolloutBudget } from '@yimen/shell-contract';
import type { PortalConfig } from '../config.ts';

/** The budget of a release for which nobody has set one. */
export function defaultBudget(
  config: Pick<PortalConfig, 'rolloutErrorRate' | 'rolloutRequestFailureRate' | 'rolloutMinimumLoads'>,
): RolloutBudget {
  return {
    errorRate: config.rolloutErrorRate,
    requestFailureRate: config.rolloutRequestFailureRate,
    loadP95: null,
    minimumLoads: config.rolloutMinimumLoads,
  };
}
