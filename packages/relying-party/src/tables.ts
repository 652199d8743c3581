import type { ColumnType } from 'kysely';

/** One signed-in browser. `key` is the SHA-256 of the cookie, so a copy of the table opens nothing. */
export type RpSessionTable = {
  key: string;
  sub: string;
  sid: string;
  claims_json: ColumnType<Record<string, unknown>, Record<string, unknown>, Record<string, unknown>>;
  /** Tokens of the OpenID Provider, AES-256-GCM. */
  sealed_tokens: string;
  /** Counts refreshes: tells a process that waited for the lease that another one has refreshed. */
  token_version: number;
  token_expires_at: number;
  lease_owner: string | null;
  lease_until_at: number | null;
  created_at: number;
  seen_at: number;
  ends_at: number;
};

/** One sign-in that is under way: one row per `state`, so tabs do not disturb each other. */
export type RpSignInTable = {
  state_key: string;
  browser_key: string;
  /** Nonce and PKCE verifier, AES-256-GCM. */
  sealed_secrets: string;
  return_to: string;
  attempt: number;
  created_at: number;
  consumed_at: number | null;
};

/** Logout tokens already received, and the `sid` each ended. */
export type RpLogoutTokenTable = {
  token_key: string;
  sid: string | null;
  received_at: number;
  /** Null until its sessions are gone: after a crash in between, the same token may finish its work. */
  completed_at: number | null;
};

/** The tables that {@link relyingPartyMigrations} makes in the host's database. */
export type RelyingPartyTables = {
  rp_session: RpSessionTable;
  rp_sign_in: RpSignInTable;
  rp_logout_token: RpLogoutTokenTable;
};
