import type { LocalName } from './local-name.ts';

/** A person as lists have her: `GET /api/admin/people`. */
export type PersonSummary = {
  readonly sub: string;
  readonly username: string;
  readonly name: LocalName;
  readonly unitId: string | null;
  readonly postId: string | null;
  readonly roles: readonly string[];
  readonly locale: 'zh-CN' | 'en-US';
  readonly officePhone: string | null;
  readonly mobilePhone: string | null;
  readonly room: string | null;
  readonly email: string | null;
  readonly profile: Readonly<Record<string, unknown>> | null;
  readonly sortOrder: number;
  readonly isActive: boolean;
};

export type PersonPage = { readonly people: readonly PersonSummary[]; readonly cursor: string | null };

/** A start, a transfer or a leaving on its day. */
export type ScheduledChange = {
  readonly id: string;
  readonly kind: 'start' | 'transfer' | 'leave';
  /** `2026-12-01`, in the bureau's time zone. */
  readonly day: string;
  readonly unitId?: string | null;
  readonly postId?: string | null;
  readonly roles?: readonly string[] | null;
  readonly state: 'pending' | 'done' | 'cancelled' | 'replaced' | 'failed';
};

/** One person with her account: `GET /api/admin/people/{id}`. */
export type PersonDetail = PersonSummary & {
  /** What a change of her is sent with. */
  readonly revision: string;
  readonly groups: readonly string[];
  readonly password: { readonly changedAt: number; readonly isChangeRequired: boolean } | null;
  readonly activationExpiresAt: number | null;
  readonly lockouts: readonly unknown[];
  readonly scheduledChanges: readonly ScheduledChange[];
};

/** `GET /api/admin/people/{id}/factors`. */
export type PersonFactors = {
  readonly totp: readonly { readonly createdAt: number; readonly lastUsedAt: number | null }[];
  readonly passkeys: readonly { readonly name: string; readonly createdAt: number }[];
  readonly recoveryCodesLeft: number;
};

/** One sign-in that goes on, as much of it as a person's page needs. */
export type PersonSession = {
  readonly uid: string;
  readonly device: {
    readonly browser: LocalName | null;
    readonly system: LocalName | null;
  };
  readonly ip: string | null;
  readonly signedInAt: number;
  readonly seenAt: number;
  readonly systems: readonly { readonly clientId: string; readonly name: LocalName }[];
};

/** `GET /api/admin/sessions?sub=`. */
export type PersonSessions = {
  readonly sessions: readonly PersonSession[];
  readonly cursor: string | null;
};

export type GroupList = {
  readonly groups: readonly { readonly id: string; readonly name: LocalName }[];
};

/** The answer to a reset: the code is said once, to whoever asked. */
export type ResetAnswer = {
  readonly code: string;
  readonly path: string;
  readonly username?: string;
  readonly expiresAt?: number;
};
