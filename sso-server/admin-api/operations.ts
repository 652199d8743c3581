import { importOperations } from '../imports/import-operations.ts';
import { keyOperations } from '../keys/key-operations.ts';
import { liveCheckOperations } from '../relying-parties/live-check/live-check-operations.ts';
import { relyingPartyReads } from '../relying-parties/relying-party-reads.ts';
import { accountOperations } from './account-operations.ts';
import { auditOperations } from './audit-operations.ts';
import { factorOperations } from './factor-operations.ts';
import { groupOperations } from './group-operations.ts';
import { installationOperations } from './installation-operations.ts';
import type { AdministrationOperation } from './operation.ts';
import { organisationOperations } from './organisation-operations.ts';
import { pendingOperations } from './pending/pending-operations.ts';
import { peopleOperations } from './people-operations.ts';
import { peopleReadOperations } from './people-read-operations.ts';
import { policyOperations } from './policy-operations.ts';
import { receiptOperations } from './receipt-operations.ts';
import { relyingPartyOperations } from './relying-party-operations.ts';
import { scheduleOperations } from './schedule-operations.ts';
import { sessionLimitOperations } from './session-limit-operations.ts';
import { sessionOperations } from './session-operations.ts';

const operations = (): readonly AdministrationOperation[] => administrationOperations;

/** Every operation of the administration API. What is not in this list does not exist. */
export const administrationOperations: readonly AdministrationOperation[] = [
  ...installationOperations,
  ...organisationOperations,
  ...peopleOperations,
  ...relyingPartyOperations,
  ...sessionOperations,
  ...sessionLimitOperations,
  ...receiptOperations,
  ...relyingPartyReads,
  ...liveCheckOperations,
  ...peopleReadOperations,
  ...accountOperations,
  ...policyOperations,
  ...groupOperations,
  ...factorOperations,
  ...scheduleOperations,
  ...auditOperations,
  ...pendingOperations((id) => operations().find((operation) => operation.id === id)),
  ...importOperations,
  ...keyOperations,
];
