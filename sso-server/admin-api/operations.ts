import type { AdministrationOperation } from './operation.ts';
import { organisationOperations } from './organisation-operations.ts';
import { peopleOperations } from './people-operations.ts';
import { relyingPartyOperations } from './relying-party-operations.ts';

/** Every operation of the administration API. What is not in this list does not exist. */
export const administrationOperations: readonly AdministrationOperation[] = [
  ...organisationOperations,
  ...peopleOperations,
  ...relyingPartyOperations,
];
