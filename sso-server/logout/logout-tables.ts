import type { Generated } from 'kysely';

/** Back-channel: our request to the system. Front-channel: a frame in the person's own browser. */
export type LogoutChannel = 'back' | 'front';

/**
 * `shown`: a front-channel address stood on the page that the person was shown. `unreached`: the system has only
 * that, and the session ended without her browser.
 */
export const logoutDeliveryStates = [
  'pending',
  'delivered',
  'refused',
  'expired',
  'shown',
  'unreached',
] as const;
export type LogoutDeliveryState = (typeof logoutDeliveryStates)[number];

/** Outbox and receipts (D15). */
export type LogoutDeliveryTable = {
  id: string;
  session_uid: string;
  client_id: string;
  sub: string;
  sid: string;
  uri: string;
  channel: Generated<LogoutChannel>;
  state: LogoutDeliveryState;
  attempts: number;
  next_attempt_at: number | null;
  leased_until_at: number | null;
  last_status: number | null;
  last_error: string | null;
  created_at: number;
  delivered_at: number | null;
};
