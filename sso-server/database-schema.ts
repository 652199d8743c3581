import type { Generated } from 'kysely';
import type {
  ActivationCodeTable,
  CredentialTable,
  KnownDeviceTable,
  PasswordHistoryTable,
  PolicySettingTable,
  SignInThrottleTable,
} from './accounts/accounts-tables.ts';
import type {
  AdministratorTable,
  InstallationTable,
  PendingChangeTable,
} from './admin-api/administration-tables.ts';
import type {
  AuditArchiveTable,
  AuditEventTable,
  AuditHeadTable,
  AuditLinkTable,
} from './audit/audit-tables.ts';
import type { AuditForwardTable } from './audit/syslog/syslog-tables.ts';
import type { FactorTables } from './factors/factor-tables.ts';
import type { ImportBatchTable, ImportMistakeTable, ImportRowTable } from './imports/import-tables.ts';
import type { ProviderKeyTable } from './keys/key-tables.ts';
import type { LogoutDeliveryTable } from './logout/logout-tables.ts';
import type {
  GroupMemberTable,
  PersonGroupTable,
  PersonSearchTable,
  ScheduledChangeTable,
  SearchPendingTable,
} from './organisation/organisation-tables.ts';
import type { PersonProfile } from './organisation/standard-claims.ts';
import type { ClientProtocolColumns } from './relying-parties/client-protocol.ts';
import type { LiveCheckTable } from './relying-parties/live-check/live-check-tables.ts';
import type {
  DeviceNoticeTable,
  SessionAdmissionTable,
  SessionLimitTurnTable,
  SignInGenerationTable,
} from './sessions/session-tables.ts';

/** A text that people read, in both languages that Yimen speaks. */
export type LocalizedText = { 'zh-CN': string; 'en-US': string };

/** Everything oidc-provider stores except sessions and clients: codes, tokens, grants, interactions. */
type OidcModelTable = {
  kind: string;
  /** SHA-256 of the identifier: who reads the database holds no token. */
  id: string;
  grant_id: string | null;
  account_id: string | null;
  session_uid: string | null;
  payload_json: Record<string, unknown>;
  consumed_at: number | null;
  /** Set instead of deleting an interaction, so that a stale tab can begin its request again. */
  ended_at: number | null;
  /** Of a used refresh token: the one that followed it. */
  sealed_successor: Generated<string | null>;
  expires_at: number;
};

/** Signed access tokens that were revoked before they expired. */
type RevokedTokenTable = { jti: string; expires_at: number };

type SessionTable = {
  uid: string;
  account_id: string | null;
  /** When the person last proved who she is (seconds, as in the auth_time claim). */
  login_ts: number | null;
  acr: string | null;
  amr_json: string[] | null;
  is_transient: boolean;
  state_json: Record<string, unknown> | null;
  ip: string | null;
  user_agent: string | null;
  /** The hash of the cookie of her device. */
  device: Generated<string | null>;
  created_at: number;
  seen_at: number;
  expires_at: number;
};

/** Cookie values (hashed) that open a session; rotation adds one and lets the old one die soon. */
type SessionCookieTable = { id: string; session_uid: string; expires_at: number };

/** D14: one row per (session, client), only ever inserted. */
type SessionClientTable = {
  session_uid: string;
  client_id: string;
  sid: string;
  grant_id: string;
  created_at: number;
};

/** Sealed with the secret of the installation: signing keys, cookie keys. */
type SecretItemTable = { name: string; sealed: string; created_at: number };

type UnitTable = {
  id: string;
  parent_id: string | null;
  code: string | null;
  name_json: LocalizedText;
  sort_order: number;
  updated_at: number;
};

type PostTable = { id: string; name_json: LocalizedText; sort_order: number; updated_at: number };

type RoleTable = {
  id: string;
  name_json: LocalizedText;
  description_json: LocalizedText | null;
  updated_at: number;
};

type PersonTable = {
  sub: string;
  username: string;
  /** NFKC, lower case: what the person types is compared with this. */
  username_folded: string;
  name_json: LocalizedText;
  unit_id: string | null;
  post_id: string | null;
  roles_json: string[];
  locale: string;
  office_phone: string | null;
  mobile_phone: string | null;
  room: string | null;
  email: string | null;
  profile_json: PersonProfile | null;
  sort_order: number;
  is_active: boolean;
  updated_at: number;
};

/** Who may use a relying party; `everyone` is every active person. */
export type Audience = {
  everyone?: boolean;
  roles?: string[];
  units?: string[];
  posts?: string[];
  groups?: string[];
};

type RelyingPartyTable = ClientProtocolColumns & {
  client_id: string;
  name_json: LocalizedText;
  description_json: LocalizedText;
  url: string | null;
  icon: string | null;
  contact: string | null;
  sealed_secret: string;
  redirect_uris_json: string[];
  post_logout_redirect_uris_json: string[];
  backchannel_logout_uri: string | null;
  frontchannel_logout_uri: string | null;
  is_frontchannel_session_required: Generated<boolean>;
  grant_types_json: string[];
  scope: string;
  /** Audience → scopes that this client may ask for. */
  resources_json: Record<string, string[]>;
  audience_json: Audience;
  id_token_alg: string;
  is_listed: boolean;
  is_first_party: boolean;
  is_rotating_refresh_tokens: boolean;
  is_active: boolean;
  sort_order: number;
  updated_at: number;
  /** The program that registered it and may give it other addresses. */
  managed_by: string | null;
};

/** A scope of a resource: who of the people may have it (role ids, `*` is everyone). */
export type ResourceScope = { name: string; roles: string[] };

type ResourceTable = {
  id: string;
  /** The resource indicator (RFC 8707), which becomes `aud`. */
  audience: string;
  name_json: LocalizedText;
  scopes_json: ResourceScope[];
  updated_at: number;
  /** The program that registered it and may change it. */
  managed_by: string | null;
};

export type SsoDatabase = FactorTables & {
  oidc_model: OidcModelTable;
  revoked_token: RevokedTokenTable;
  session: SessionTable;
  session_admission: SessionAdmissionTable;
  session_limit_turn: SessionLimitTurnTable;
  sign_in_generation: SignInGenerationTable;
  device_notice: DeviceNoticeTable;
  session_cookie: SessionCookieTable;
  session_client: SessionClientTable;
  secret_item: SecretItemTable;
  provider_key: ProviderKeyTable;
  unit: UnitTable;
  post: PostTable;
  role: RoleTable;
  person: PersonTable;
  credential: CredentialTable;
  sign_in_throttle: SignInThrottleTable;
  known_device: KnownDeviceTable;
  password_history: PasswordHistoryTable;
  activation_code: ActivationCodeTable;
  policy_setting: PolicySettingTable;
  relying_party: RelyingPartyTable;
  resource: ResourceTable;
  logout_delivery: LogoutDeliveryTable;
  audit_event: AuditEventTable;
  audit_link: AuditLinkTable;
  audit_head: AuditHeadTable;
  audit_archive: AuditArchiveTable;
  audit_forward: AuditForwardTable;
  administrator: AdministratorTable;
  installation: InstallationTable;
  person_group: PersonGroupTable;
  group_member: GroupMemberTable;
  person_search: PersonSearchTable;
  search_pending: SearchPendingTable;
  scheduled_change: ScheduledChangeTable;
  pending_change: PendingChangeTable;
  import_batch: ImportBatchTable;
  import_row: ImportRowTable;
  import_mistake: ImportMistakeTable;
  live_check: LiveCheckTable;
};
