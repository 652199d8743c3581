import type { LocalName } from './local-name.ts';

/** What the browser says of itself; it proves nothing. */
export type Device = {
  readonly kind: 'desktop' | 'phone' | 'tablet' | 'unknown';
  readonly browser: LocalName | null;
  readonly system: LocalName | null;
};

/** Who is signed in where: `GET /api/admin/sessions`. Moments are milliseconds since 1970. */
export type Session = {
  readonly uid: string;
  readonly sub: string;
  readonly username: string | null;
  readonly name: LocalName | null;
  readonly device: Device;
  readonly ip: string | null;
  readonly amr: readonly string[];
  readonly startedAt: number;
  readonly seenAt: number;
  readonly expiresAt: number;
  readonly systems: readonly {
    readonly clientId: string;
    readonly name: LocalName;
    readonly openedAt: number;
  }[];
};
export type SessionPage = { readonly sessions: readonly Session[]; readonly cursor: string | null };

export const receiptStates = ['pending', 'delivered', 'refused', 'expired', 'shown', 'unreached'] as const;
export type ReceiptState = (typeof receiptStates)[number];

/** Whether a system was told that a session has ended: `GET /api/admin/sign-out-receipts`. */
export type Receipt = {
  readonly id: string;
  readonly sessionUid: string;
  readonly sub: string;
  readonly clientId: string;
  readonly channel: 'back' | 'front';
  readonly uri: string;
  readonly state: ReceiptState;
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly createdAt: number;
  readonly nextAttemptAt: number | null;
  readonly deliveredAt: number | null;
  readonly canRetry: boolean;
};
export type ReceiptPage = { readonly receipts: readonly Receipt[]; readonly cursor: string | null };
