import type { LocalName } from './local-name.ts';

type WaitRule = {
  readonly failures: number;
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
};

/** Rules of passwords, lockout and idle sessions that are in force together. */
export type PolicyProfile = {
  readonly id: string;
  readonly password: {
    readonly minimumLength: number;
    readonly minimumLengthWithSecondFactor: number;
    readonly classes: number;
    readonly maximumAgeDays: number | null;
    readonly history: number;
  };
  readonly activationHours: number;
  readonly lockout: {
    readonly windowSeconds: number;
    readonly perPlace: WaitRule;
    readonly perAccount: { readonly failures: number; readonly secondsBetween: number };
    readonly everywhere: { readonly failuresPerMinute: number; readonly waitSeconds: number };
  };
  readonly idleMinutes: number;
};

/** `GET /api/admin/policy`. */
export type Policy = {
  readonly profile: string;
  readonly profiles: readonly PolicyProfile[];
  readonly sessions: {
    readonly idleSeconds: number;
    readonly absoluteSeconds: number;
    /** 0: as many as a person likes. */
    readonly perPerson: number;
    readonly beyond: 'end-oldest' | 'refuse' | 'ask';
  };
  /** Absent until the profile was changed for the first time. */
  readonly revision?: string;
};

/** `GET /api/admin/acr-requirements/roles`. */
export type RoleRequirements = {
  readonly roles: readonly {
    readonly id: string;
    readonly name: LocalName | null;
    readonly minimumAcr: string;
  }[];
};

export type SessionLimit = { readonly limit: number; readonly policy: 'end-oldest' | 'refuse' | 'ask' };

/** `GET /api/admin/session-limits`. */
export type SessionLimits = {
  /** 0: as many as a person likes. */
  readonly everybody: SessionLimit;
  /** By role id; the strictest of a person's roles counts. */
  readonly roles: Readonly<Record<string, SessionLimit>>;
  /** Absent until a role had a limit for the first time. */
  readonly revision?: string;
};
