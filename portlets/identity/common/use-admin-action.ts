import { useAction, useMessages, usePortlet } from '@yimen/portlet-sdk';
import type { WaitingAnswer } from '../contract/pending-change.ts';
import { commonMessages } from './common-messages.ts';

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Body = Parameters<ReturnType<typeof usePortlet>['resources']['send']>[2];

/** A change to make: where, with what, and to which revision. */
export type AdminChange = {
  readonly method: Method;
  /** Below `/api/admin`. */
  readonly path: string;
  readonly body?: Body;
  /** The `revision` that the reading gave; without it a person's PUT is refused. */
  readonly revision?: string | undefined;
  /** Said when it was made at once. */
  readonly done?: string;
};

/** What became of it. A generated secret or code is in `body` either way, for whoever asked, once. */
export type AdminOutcome<T> = { readonly isWaiting: boolean; readonly body: T };

/**
 * Makes changes through the administration API. One that needs two persons is only submitted: the person is told so,
 * and the window 待审批 reads its list again.
 */
export function useAdminAction<T = unknown>(onDone?: (outcome: AdminOutcome<T>) => Promise<void> | void) {
  const text = useMessages(commonMessages);
  const { resources, notices, events, descriptor } = usePortlet();
  return useAction(async (change: AdminChange): Promise<AdminOutcome<T>> => {
    const request = change.revision === undefined ? {} : { ifMatch: change.revision };
    const body = await resources.send<T>(change.method, `/api/admin${change.path}`, change.body, request);
    const isWaiting = isWaitingAnswer(body);
    if (isWaiting) notices.info(text.submitted);
    else if (change.done !== undefined) notices.success(change.done);
    const publishes = descriptor.events?.publishes?.some(({ name }) => name === changeEvent);
    if (publishes) events.publish(changeEvent, { isWaiting });
    const outcome = { isWaiting, body };
    await onDone?.(outcome);
    return outcome;
  });
}

/** Tells the other windows of the page that something was changed or submitted. */
export const changeEvent = 'identity.changed';

function isWaitingAnswer(body: unknown): body is WaitingAnswer {
  return typeof body === 'object' && body !== null && 'pendingChange' in body;
}
