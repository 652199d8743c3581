import { contractCases } from './contract-cases.ts';
import type { KitCase } from './kit-case.ts';
import { neighbourCases } from './neighbour-cases.ts';
import { peopleCases } from './people-cases.ts';
import { releaseCases } from './release-cases.ts';
import { serviceCases } from './service-cases.ts';

/** Every case of the kit, in the order in which they run. */
export const allCases: readonly KitCase[] = [
  ...releaseCases,
  ...serviceCases,
  ...contractCases,
  ...neighbourCases,
  ...peopleCases,
];
