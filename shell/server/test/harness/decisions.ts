import type { Proposal } from '@yimen/shell-contract';
import type { Account } from './people.ts';
import type { TestPortal } from './portal.ts';
import type { Answer } from './test-browser.ts';

/** What an operator asks for through the gateway. */
export async function operate(
  portal: TestPortal,
  who: Account,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const headers = await portal.personBearer(who, 'portal:operate');
  return portal.browser().send(`/api/operations${path}`, { method, body, headers });
}

/** A decision that takes two administrators: one proposes it, the other confirms it. */
export async function decideTogether(portal: TestPortal, path: string, body: unknown): Promise<void> {
  const proposed = await operate(portal, 'admin', 'PUT', path, body);
  if (proposed.status !== 202) throw new Error(`${path}: ${proposed.status} ${proposed.text}`);
  const { id } = proposed.json<Proposal>();
  const confirmed = await operate(portal, 'admin2', 'POST', `/proposals/${id}/confirm`);
  if (confirmed.status !== 204) throw new Error(confirmed.text);
}
