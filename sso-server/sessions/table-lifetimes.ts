import type { SsoDatabase } from '../database-schema.ts';

/** `swept`: by what rows go away by themselves. `kept`: why they do not. */
export type Lifetime = { swept: string } | { kept: string };

const sweep: Lifetime = { swept: 'sweepExpired' };
const registered: Lifetime = { kept: 'what administrators have entered' };

/** What becomes of the rows of every table. The compiler misses a table here; a test asks the database as well. */
export const tableLifetimes: Record<keyof SsoDatabase, Lifetime> = {
  oidc_model: sweep,
  revoked_token: sweep,
  session: sweep,
  session_cookie: sweep,
  session_client: sweep,
  session_admission: sweep,
  session_factor: sweep,
  device_notice: sweep,
  logout_delivery: sweep,
  sign_in_throttle: sweep,
  factor_throttle: sweep,
  known_device: sweep,
  factor_device: sweep,
  webauthn_challenge: sweep,
  activation_code: sweep,
  pending_change: sweep,
  scheduled_change: sweep,
  session_limit_turn: { kept: 'one row per person' },
  live_check: { swept: 'live-checks.ts: the newest of each system stay' },
  import_row: { swept: 'import-worker.ts: when settled, or after a day' },
  import_mistake: { swept: 'import-worker.ts: after a day' },
  import_batch: { kept: 'which files were loaded, a row each' },
  search_pending: { swept: 'search-indexer.ts: when done' },
  provider_key: { swept: 'key-ring.ts: when nothing signed with it can be valid' },
  password_history: { swept: 'password-changer.ts: beyond what the policy remembers' },
  audit_event: { swept: 'archive-audit: when retention is over' },
  audit_link: { swept: 'archive-audit: with its rows' },
  audit_archive: { kept: 'a row per archive: the chain goes on from it' },
  audit_head: { kept: 'one row' },
  audit_forward: { kept: 'one row' },
  secret_item: { kept: 'one row per secret of the installation' },
  installation: { kept: 'one row' },
  administrator: { kept: 'follows person by trigger' },
  person_search: { kept: 'follows person' },
  credential: { kept: 'one row per person' },
  totp_factor: { kept: 'until the person or an administrator removes it' },
  passkey: { kept: 'until the person or an administrator removes it' },
  recovery_code: { kept: 'ten per person' },
  policy_setting: registered,
  acr_requirement: registered,
  unit: registered,
  post: registered,
  role: registered,
  person: registered,
  person_group: registered,
  group_member: registered,
  relying_party: registered,
  resource: registered,
};
