import type { AuditEvent } from '../contract/audit.ts';
import type { LiveCheck, Registration, RelyingPartyDetail } from '../contract/relying-party.ts';
import type { Receipt, Session } from '../contract/session.ts';

const name = (chinese: string, english: string) => ({ 'zh-CN': chinese, 'en-US': english });
const at = Date.UTC(2026, 10, 24, 1);

export const session = (overrides: Partial<Session> = {}): Session => ({
  uid: 's-1',
  sub: 'p-wangfang',
  username: 'wangfang',
  name: name('王芳', 'Wang Fang'),
  device: { kind: 'desktop', browser: name('Chrome 130', 'Chrome 130'), system: name('麒麟', 'Kylin') },
  ip: '10.8.0.7',
  amr: ['pwd', 'mfa'],
  startedAt: at,
  seenAt: at,
  expiresAt: at + 3_600_000,
  systems: [{ clientId: 'payments', name: name('支付申请', 'Payments'), openedAt: at }],
  ...overrides,
});

export const receipt = (overrides: Partial<Receipt> = {}): Receipt => ({
  id: 'r-1',
  sessionUid: 's-1',
  sub: 'p-wangfang',
  clientId: 'payments',
  channel: 'back',
  uri: 'http://10.8.0.9/logout',
  state: 'pending',
  attempts: 3,
  lastStatus: null,
  lastError: 'TypeError: fetch failed: connect ECONNREFUSED',
  createdAt: at,
  nextAttemptAt: at + 60_000,
  deliveredAt: null,
  canRetry: true,
  ...overrides,
});

export const auditEvent = (overrides: Partial<AuditEvent> = {}): AuditEvent => ({
  sequence: 71,
  at: new Date(at).toISOString(),
  event: 'administration',
  outcome: 'success',
  severity: 'info',
  person: 'p-sysadmin',
  username: 'sysadmin',
  system: 'portal',
  session: null,
  address: '10.8.0.7',
  userAgent: null,
  detail: {
    operation: 'relying-parties.put',
    subject: { kind: 'relying-party', id: 'ledger' },
    before: { url: 'http://10.8.0.9/old' },
    after: { url: 'http://10.8.0.9/new' },
  },
  ...overrides,
});

export const registration: Registration = {
  name: name('资产台账', 'Asset ledger'),
  description: name('', ''),
  url: 'http://10.8.0.9/',
  icon: null,
  contact: null,
  redirectUris: ['http://10.8.0.9/callback'],
  postLogoutRedirectUris: [],
  backchannelLogoutUri: null,
  frontchannelLogoutUri: null,
  frontchannelLogoutSessionRequired: false,
  grantTypes: ['authorization_code', 'refresh_token'],
  scope: 'openid profile',
  resources: { 'urn:yimen:service:todo': ['todo:push'] },
  whoMayUse: { units: ['payment-centre'], groups: ['auditors'] },
  tokenEndpointAuthMethod: 'client_secret_basic',
  jwks: null,
  requirePkce: false,
  claimsInIdToken: true,
  idTokenAlg: 'ES256',
  isListed: true,
  isFirstParty: true,
  rotateRefreshTokens: true,
  isActive: true,
  sortOrder: 40,
};

export const system = (changes: Partial<Registration> = {}, revision = 'rev-1'): RelyingPartyDetail => ({
  clientId: 'ledger',
  registration: { ...registration, ...changes },
  managedBy: null,
  updatedAt: at,
  requirement: { minimumAcr: 'urn:yimen:acr:password', defaultAcrValues: [] },
  weaknesses: ['no-pkce', 'no-logout'],
  revision,
});

export const liveCheck = (overrides: Partial<LiveCheck> = {}): LiveCheck => ({
  id: 'c-1',
  clientId: 'ledger',
  startUrl: null,
  requestedBy: 'sysadmin',
  createdAt: at,
  finishedAt: at + 1_000,
  state: 'failed',
  steps: [
    {
      id: 'start',
      state: 'passed',
      code: 'start-good',
      title: name('从系统地址进入登录', 'Start of sign-in'),
      found: name('转到了统一认证', 'leads to sign-in'),
      advice: null,
    },
    {
      id: 'pkce',
      state: 'failed',
      code: 'pkce-missing',
      title: name('使用 PKCE', 'PKCE'),
      found: name('没有 code_challenge', 'No code_challenge'),
      advice: name('请在系统中启用 PKCE', 'Turn PKCE on'),
    },
  ],
  ...overrides,
});
