import type { AdministrationRequest } from './administration-request.ts';
import { demonstrationPayments } from './demonstration-payments.ts';
import { demonstrationUnits } from './demonstration-units.ts';

export type { AdministrationRequest } from './administration-request.ts';

/**
 * The demonstration data of 支付申请 as requests to its administration API, in the order in which they must be sent.
 * Loading it again never undoes what people have done since.
 *
 * @param now the moment up to which things have happened, epoch milliseconds
 * @param subOf the subject of a person of the directory by user name; the user name itself without it
 */
export function demonstrationRequests({
  now,
  subOf = (username) => username,
}: {
  now: number;
  subOf?: (username: string) => string;
}): AdministrationRequest[] {
  return [
    ...demonstrationUnits.map(({ id, unit }) => put(`/api/admin/units/${id}`, unit)),
    ...demonstrationPayments({ now, subOf }).map(([id, payment]) =>
      put(`/api/admin/payments/${id}`, payment),
    ),
  ];
}

function put(path: string, body: unknown): AdministrationRequest {
  return { method: 'PUT', path, body };
}
