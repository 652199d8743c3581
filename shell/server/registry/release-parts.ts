import type { Database } from '@yimen/database';
import type { PortalConfig } from '../config.ts';
import type { PortalTables } from '../database-schema.ts';
import type { PortalEvents } from '../event-stream/portal-events.ts';
import type { RegisteredServices } from '../portlet-gateway/registered-services.ts';
import { createDecisionStore } from '../stores/decision-store.ts';
import type { MaintenanceStore } from '../stores/maintenance-store.ts';
import type { PublisherStore } from '../stores/publisher-store.ts';
import { createReleaseActStore } from '../stores/release-act-store.ts';
import { createReleasePolicyStore } from '../stores/release-policy-store.ts';
import { createReleaseReportStore } from '../stores/release-report-store.ts';
import type { RolloutStore } from '../stores/rollout-store.ts';
import { createComparisons } from './compatibility/comparisons.ts';
import { createDecisions } from './decisions/decisions.ts';
import { createMaintenancePlan } from './maintenance/maintenance-plan.ts';
import type { Registry } from './registry.ts';
import type { ReleaseFactsOf } from './release-facts.ts';
import { createOperatedPortlets } from './states/operated-portlets.ts';
import { portalPolicyOf } from './states/release-policies.ts';
import { createReleaseSteps, type StepParts } from './states/release-steps.ts';
import { createTellOfRelease } from './tell-of-release.ts';

type Needs = Omit<StepParts, 'acts' | 'reports' | 'comparisons' | 'tellOfRelease'> & {
  registry: Registry;
  events: PortalEvents;
  services: RegisteredServices;
  db: Database<PortalTables>;
  maintenance: MaintenanceStore;
  rollouts: RolloutStore;
  publishers: PublisherStore;
  factsOf: ReleaseFactsOf;
  config: Pick<PortalConfig, 'releasePolicy' | 'trustedPublishers'>;
};

/** States, reports, policies, catalogue and maintenance of releases: everything but which one a person gets. */
export function createReleaseParts({ db, config, ...o }: Needs) {
  const acts = createReleaseActStore(db);
  const reports = createReleaseReportStore(db);
  const policies = createReleasePolicyStore(db);
  const portalPolicy = portalPolicyOf(config);
  const comparisons = createComparisons({ db, ...o });
  const tellOfRelease = createTellOfRelease(o);
  return {
    acts,
    tellOfRelease,
    policies,
    portalPolicy,
    factsOf: o.factsOf,
    comparisons,
    steps: createReleaseSteps({ ...o, acts, reports, comparisons, tellOfRelease }),
    operated: createOperatedPortlets({ ...o, acts, reports, policies, portalPolicy, comparisons }),
    maintenancePlan: createMaintenancePlan(o),
    decisions: createDecisions({ ...o, policies, portalPolicy, store: createDecisionStore(db) }),
  };
}
