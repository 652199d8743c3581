import { accountOperations } from './account-operations.ts';
import { groupOperations } from './group-operations.ts';
import type { AdministrationOperation } from './operation.ts';
import { organisationOperations } from './organisation-operations.ts';
import { peopleOperations } from './people-operations.ts';
import { peopleReadOperations } from './people-read-operations.ts';
import { policyOperations } from './policy-operations.ts';
import { relyingPartyOperations } from './relying-party-operations.ts';
import { scheduleOperations } from './schedule-operations.ts';

/** Every operation of the administration API. What is not in this list does not exist. */
export const administrationOperations: readonly AdministrationOperation[] = [
  ...organisationOperations,
  ...peopleOperations,
  ...relyingPartyOperations,
  ...peopleReadOperations,
  ...accountOperations,
  ...policyOperations,
  ...groupOperations,
  ...scheduleOperations,
];
