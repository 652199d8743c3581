import type { Migration } from '@yimen/database';
import * as organisation from './20261123T1200-people-and-organisation.ts';
import * as relyingParties from './20261123T1210-relying-parties.ts';
import * as sessions from './20261123T1220-sessions-and-tokens.ts';
import * as logout from './20261123T1230-logout-and-audit.ts';
import * as directory from './20261123T1600-directory-for-programs.ts';
import * as refreshSuccessors from './20261124T1000-refresh-successors.ts';
import * as frontChannel from './20261124T1010-front-channel-logout.ts';
import * as sessionOverview from './20261124T1020-session-overview.ts';
import * as passwords from './20261124T1100-passwords-and-lockouts.ts';
import * as groups from './20261124T1110-groups-and-schedule.ts';
import * as imports from './20261124T1120-imports.ts';
import * as factors from './20261124T1200-factors.ts';
import * as administrators from './20261124T1300-administrators.ts';
import * as pendingChanges from './20261124T1310-pending-changes.ts';
import * as auditChain from './20261124T1320-audit-chain.ts';
import * as providerKeys from './20261124T1400-provider-keys.ts';
import * as standardClaims from './20261124T1410-standard-claims.ts';
import * as liveChecks from './20261124T1620-live-checks.ts';
import * as sweeping from './20261124T1700-sweeping.ts';
import * as auditForward from './20261125T1100-audit-forward.ts';
import * as signInGenerations from './20261125T1200-sign-in-generations.ts';
import * as auditCluster from './20261125T1300-audit-cluster.ts';
import * as concealedLockouts from './20261125T1310-concealed-lockouts.ts';
import * as scheduledForAdministrators from './20261125T1320-scheduled-for-administrators.ts';

export const migrations: Record<string, Migration> = {
  '20261123T1200-people-and-organisation': organisation,
  '20261123T1210-relying-parties': relyingParties,
  '20261123T1220-sessions-and-tokens': sessions,
  '20261123T1230-logout-and-audit': logout,
  '20261123T1600-directory-for-programs': directory,
  '20261124T1000-refresh-successors': refreshSuccessors,
  '20261124T1010-front-channel-logout': frontChannel,
  '20261124T1020-session-overview': sessionOverview,
  '20261124T1100-passwords-and-lockouts': passwords,
  '20261124T1110-groups-and-schedule': groups,
  '20261124T1120-imports': imports,
  '20261124T1200-factors': factors,
  '20261124T1300-administrators': administrators,
  '20261124T1310-pending-changes': pendingChanges,
  '20261124T1320-audit-chain': auditChain,
  '20261124T1400-provider-keys': providerKeys,
  '20261124T1410-standard-claims': standardClaims,
  '20261124T1620-live-checks': liveChecks,
  '20261124T1700-sweeping': sweeping,
  '20261125T1100-audit-forward': auditForward,
  '20261125T1200-sign-in-generations': signInGenerations,
  '20261125T1300-audit-cluster': auditCluster,
  '20261125T1310-concealed-lockouts': concealedLockouts,
  '20261125T1320-scheduled-for-administrators': scheduledForAdministrators,
};
