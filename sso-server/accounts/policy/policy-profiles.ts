export type PolicyProfileId = 'dengbao-3' | 'nist-63b-4';

/** A wait after so many failures; each further failure doubles it up to the longest. */
export type WaitRule = { failures: number; firstWaitSeconds: number; longestWaitSeconds: number };

export type PolicyProfile = {
  id: PolicyProfileId;
  password: {
    minimumLength: number;
    /** For people who also have a second factor. */
    minimumLengthWithSecondFactor: number;
    /** Of lower case, upper case, digits and others. 0: no composition rule. */
    classes: number;
    /** Null: passwords do not expire. */
    maximumAgeDays: number | null;
    /** So many passwords of before do not come back. */
    history: number;
  };
  /** How long an activation code can be used. */
  activationHours: number;
  lockout: {
    /** Without a failure for so long, counting begins anew. */
    windowSeconds: number;
    /** Per account and network, and per account and device that the person has signed in on. */
    perPlace: WaitRule;
    /** After so many failures of an account in all networks, strangers' attempts come one at a time. */
    perAccount: { failures: number; secondsBetween: number };
    /** Failures of all accounts together, per minute: beyond them only known devices sign in at once. */
    everywhere: { failuresPerMinute: number; waitSeconds: number };
  };
  idleMinutes: number;
};

const minute = 60;

export const policyProfiles: Readonly<Record<PolicyProfileId, PolicyProfile>> = {
  // GB/T 22239-2019 level 3, 8.1.4.1 a and b, with the figures that assessors ask for.
  'dengbao-3': {
    id: 'dengbao-3',
    password: {
      minimumLength: 8,
      minimumLengthWithSecondFactor: 8,
      classes: 3,
      maximumAgeDays: 90,
      history: 5,
    },
    activationHours: 72,
    lockout: {
      windowSeconds: 15 * minute,
      perPlace: { failures: 5, firstWaitSeconds: 15 * minute, longestWaitSeconds: 15 * minute },
      perAccount: { failures: 20, secondsBetween: 5 },
      everywhere: { failuresPerMinute: 600, waitSeconds: 30 },
    },
    idleMinutes: 30,
  },
  // NIST SP 800-63B-4: 3.1.1.2 (length, no composition, no periodic change, blocklist), 3.2.2 (throttling).
  'nist-63b-4': {
    id: 'nist-63b-4',
    password: {
      minimumLength: 15,
      minimumLengthWithSecondFactor: 8,
      classes: 0,
      maximumAgeDays: null,
      history: 0,
    },
    activationHours: 72,
    lockout: {
      windowSeconds: 24 * 60 * minute,
      perPlace: { failures: 5, firstWaitSeconds: 30, longestWaitSeconds: 60 * minute },
      perAccount: { failures: 50, secondsBetween: 30 },
      everywhere: { failuresPerMinute: 600, waitSeconds: 30 },
    },
    idleMinutes: 60,
  },
};

export const defaultPolicyProfile = policyProfiles['dengbao-3'];
