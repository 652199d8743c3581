import type { Generated } from 'kysely';

export type CredentialTable = {
  sub: string;
  password_hash: string;
  changed_at: number;
  /** An initial or imported password: it opens one thing, the page that sets the next. */
  is_change_required: boolean;
};

/** Passwords of before, so that they do not come back. */
export type PasswordHistoryTable = { id: string; sub: string; password_hash: string; replaced_at: number };

/** At most one per person; a new one takes the place of the one before. */
export type ActivationCodeTable = {
  sub: string;
  code_hash: string;
  created_at: number;
  expires_at: number;
  created_by: string | null;
};

/** One row per setting that administrators change while the server runs. */
export type PolicySettingTable = {
  name: string;
  value_json: unknown;
  updated_at: number;
  updated_by: string | null;
};

/** What is counted: an account in a network, on a known device, or anywhere; all accounts in a minute. */
export type ThrottleKind = 'network' | 'device' | 'account' | 'minute';

export type SignInThrottleTable = {
  key: string;
  kind: ThrottleKind;
  /** As typed, folded: people who do not exist are counted too. */
  username_folded: string;
  sub: string | null;
  network: string | null;
  failures: number;
  last_at: number;
  blocked_until_at: number | null;
};

export type KnownDeviceTable = {
  sub: string;
  device: string;
  seen_at: number;
  /** When the first session on it was noticed (sessions/new-devices.ts). */
  announced_at: Generated<number | null>;
};
