import type { AdministrationRequest } from './administration-request.ts';
import { functionalSubjects } from './functional-subjects.ts';
import { inventExecution } from './invent-execution.ts';
import { publishedFigures } from './published-figures.ts';
import { unitPlans } from './unit-plans.ts';

export type { AdministrationRequest } from './administration-request.ts';

/**
 * The demonstration data of 预算执行 as requests to its administration API, in the order in which they must be sent.
 *
 * @param today the day up to which this year's budget has been spent, `YYYY-MM-DD`
 */
export function demonstrationRequests({ today }: { today: string }): AdministrationRequest[] {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  const put = (path: string, body: unknown): AdministrationRequest => ({ method: 'PUT', path, body });
  return [
    ...Object.entries(functionalSubjects).map(([code, name]) => put(`/api/admin/subjects/${code}`, { name })),
    ...unitPlans.map(({ id, code, name }) =>
      put(`/api/admin/units/${id}`, { code, name, isDemonstration: true }),
    ),
    ...[year - 1, year].flatMap((budgetYear) =>
      unitPlans.map((unit) =>
        put(
          `/api/admin/executions/${budgetYear}/${unit.id}`,
          inventExecution(unit, budgetYear, { year, month, day }),
        ),
      ),
    ),
    ...Object.entries(publishedFigures).map(([id, set]) => put(`/api/admin/public-figures/${id}`, set)),
  ];
}
