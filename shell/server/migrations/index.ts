import type { Migration } from '@yimen/database';
import { relyingPartyMigrations } from '@yimen/relying-party';
import { pages } from './20261123T1300-pages.ts';
import { registry } from './20261123T1310-registry.ts';
import { servicePublishers } from './20261124T1600-service-publishers.ts';
import { releaseState } from './20261125T1000-release-state.ts';
import { releaseApproval } from './20261125T1010-release-approval.ts';
import { releaseCatalogue } from './20261125T1020-release-catalogue.ts';
import { releaseIntegrity } from './20261125T1100-release-integrity.ts';
import { windowFigures } from './20261125T1200-window-figures.ts';
import { releaseBreakers } from './20261125T1210-release-breakers.ts';
import { budgets } from './20261125T1220-budgets.ts';
import { rollout } from './20261125T1300-rollout.ts';
import { releaseComparison } from './20261125T1400-release-comparison.ts';
import { publisherPolicy } from './20261125T1600-publisher-policy.ts';
import { proposals } from './20261125T1610-proposals.ts';

/** The tables of the portal server's database. */
export const portalMigrations: Record<string, Migration> = {
  ...relyingPartyMigrations,
  '20261123T1300-pages': pages,
  '20261123T1310-registry': registry,
  '20261124T1600-service-publishers': servicePublishers,
  '20261125T1000-release-state': releaseState,
  '20261125T1010-release-approval': releaseApproval,
  '20261125T1020-release-catalogue': releaseCatalogue,
  '20261125T1100-release-integrity': releaseIntegrity,
  '20261125T1200-window-figures': windowFigures,
  '20261125T1210-release-breakers': releaseBreakers,
  '20261125T1220-budgets': budgets,
  '20261125T1300-rollout': rollout,
  '20261125T1400-release-comparison': releaseComparison,
  '20261125T1600-publisher-policy': publisherPolicy,
  '20261125T1610-proposals': proposals,
};
