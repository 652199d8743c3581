/** An authenticator app (RFC 6238). */
type TotpFactorTable = {
  id: string;
  sub: string;
  name: string;
  /** Sealed for this row. */
  sealed_secret: string;
  /** The last time step whose code was used: a code works once (RFC 6238, 5.2). */
  last_step: number | null;
  created_at: number;
  last_used_at: number | null;
};

/** A WebAuthn credential. */
type PasskeyTable = {
  /** Credential id, base64url. */
  id: string;
  sub: string;
  name: string;
  /** COSE key, base64url. */
  public_key: string;
  counter: number;
  transports_json: string[];
  is_backed_up: boolean;
  created_at: number;
  last_used_at: number | null;
};

type RecoveryCodeTable = { sub: string; code_hash: string; created_at: number; used_at: number | null };

/** What a browser has to sign; each is used once. */
type WebAuthnChallengeTable = { challenge_hash: string; purpose: string; expires_at: number };

/** Failures of second factors, apart from those of passwords. */
type FactorThrottleTable = {
  key: string;
  failures: number;
  last_at: number;
  blocked_until_at: number | null;
};

/** Devices on which the person has proved a second factor. */
type FactorDeviceTable = { sub: string; device: string; seen_at: number };

/** When a second factor was last proved in a session. */
type SessionFactorTable = { session_uid: string; proved_at: number };

/** The least level that a role or a relying party asks for. */
type AcrRequirementTable = {
  kind: 'role' | 'relying-party';
  id: string;
  minimum_acr: string;
  /** A relying party's `default_acr_values` (OpenID Connect Dynamic Client Registration, 2). */
  default_acr_values_json: string[];
  updated_at: number;
};

export type FactorTables = {
  totp_factor: TotpFactorTable;
  passkey: PasskeyTable;
  recovery_code: RecoveryCodeTable;
  webauthn_challenge: WebAuthnChallengeTable;
  factor_throttle: FactorThrottleTable;
  factor_device: FactorDeviceTable;
  session_factor: SessionFactorTable;
  acr_requirement: AcrRequirementTable;
};
