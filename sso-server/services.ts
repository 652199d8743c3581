import type { Database } from '@yimen/database';
import type { Log } from '@yimen/service-kit';
import { type ActivationCodes, createActivationCodes } from './accounts/activation-codes.ts';
import { type Authenticate, createAuthenticate } from './accounts/authenticate.ts';
import { type CredentialStore, createCredentialStore } from './accounts/credential-store.ts';
import { createPasswordChanger, type PasswordChanger } from './accounts/password-changer.ts';
import { createPasswordHasher, type PasswordHasher } from './accounts/password-hasher.ts';
import { createPolicyStore, type PolicyStore } from './accounts/policy/policy-store.ts';
import { createSignInThrottle, type SignInThrottle } from './accounts/sign-in-throttle.ts';
import { createThrottleStore, type ThrottleStore } from './accounts/throttle-store.ts';
import { createSessionAdapter, type SessionAdapter } from './adapter/session-adapter.ts';
import { createInstallation, type Installation } from './admin-api/installation.ts';
import {
  createPendingChangeStore,
  type PendingChangeStore,
} from './admin-api/pending/pending-change-store.ts';
import { type AuditLog, createAuditLog } from './audit/audit-log.ts';
import { type AuditMac, createAuditMac } from './audit/audit-mac.ts';
import { type ConcealName, createConcealName } from './audit/audit-names.ts';
import type { SsoConfig } from './config.ts';
import type { SsoDatabase } from './database-schema.ts';
import { createFactorServices, type FactorServices } from './factors/create-factor-services.ts';
import { createImportStore, type ImportStore } from './imports/import-store.ts';
import { createKeyRing, type KeyRing } from './keys/key-ring.ts';
import { createSchedule } from './keys/key-schedule.ts';
import { createSeal, type Seal } from './keys/seal.ts';
import { createDeliveryStore, type DeliveryStore } from './logout/delivery-store.ts';
import { createReceiptStore, type ReceiptStore } from './logout/receipt-store.ts';
import { createGroupStore, type GroupStore } from './organisation/groups/group-store.ts';
import { createOrganisationStore, type OrganisationStore } from './organisation/organisation-store.ts';
import { createPeopleStore, type PeopleStore } from './organisation/people-store.ts';
import { createScheduleStore, type ScheduleStore } from './organisation/schedule/schedule-store.ts';
import { createPeopleSearch, type PeopleSearch } from './organisation/search/people-search.ts';
import type { SessionLimits } from './provider/lifetimes.ts';
import { createRevokedTokens, type RevokedTokens } from './provider/revoked-tokens.ts';
import { createLiveChecks, type LiveChecks } from './relying-parties/live-check/live-checks.ts';
import {
  createRelyingPartyDirectory,
  type RelyingPartyDirectory,
} from './relying-parties/relying-party-directory.ts';
import { createResourceDirectory, type ResourceDirectory } from './relying-parties/resource-directory.ts';
import { createSessionEnder, type SessionEnder } from './sessions/end-sessions.ts';
import { createNewDevices, type NewDevices } from './sessions/new-devices.ts';
import { createSessionActivity, type SessionActivity } from './sessions/session-activity.ts';
import { createSessionDirectory, type SessionDirectory } from './sessions/session-directory.ts';
import { createSessionLimit, type SessionLimit } from './sessions/session-limit.ts';
import { createSessionLimitRules, type SessionLimitRules } from './sessions/session-limit-rules.ts';
import { createSessionStore, type SessionStore } from './sessions/session-store.ts';
import { createSignInGenerations, type SignInGenerations } from './sessions/sign-in-generation.ts';

/** Everything that routes and provider settings are built from. Made once per program. */
export type Services = {
  db: Database<SsoDatabase>;
  now: () => number;
  log: Log;
  seal: Seal;
  limits: SessionLimits;
  audit: AuditLog;
  auditMac: AuditMac;
  concealName: ConcealName;
  installation: Installation;
  pendingChanges: PendingChangeStore;
  organisation: OrganisationStore;
  people: PeopleStore;
  peopleSearch: PeopleSearch;
  groups: GroupStore;
  schedule: ScheduleStore;
  imports: ImportStore;
  timeZone: string;
  relyingParties: RelyingPartyDirectory;
  resources: ResourceDirectory;
  credentials: CredentialStore;
  hasher: PasswordHasher;
  policy: PolicyStore;
  activation: ActivationCodes;
  passwords: PasswordChanger;
  hasSecondFactor: (sub: string) => Promise<boolean>;
  throttleStore: ThrottleStore;
  throttle: SignInThrottle;
  authenticate: Authenticate;
  sessions: SessionStore;
  sessionAdapter: SessionAdapter;
  activity: SessionActivity;
  ender: SessionEnder;
  generations: SignInGenerations;
  deliveries: DeliveryStore;
  keyRing: KeyRing;
  revokedTokens: RevokedTokens;
  factors: FactorServices['factors'];
  requirements: FactorServices['requirements'];
  receipts: ReceiptStore;
  sessionDirectory: SessionDirectory;
  sessionLimit: SessionLimit;
  sessionLimitRules: SessionLimitRules;
  newDevices: NewDevices;
  liveChecks: LiveChecks;
  /** The issuer identifier. */
  issuer: string;
  close(): void;
};

export function createServices(o: {
  config: SsoConfig;
  db: Database<SsoDatabase>;
  now: () => number;
  log: Log;
  hasher?: PasswordHasher | undefined;
  /** A session has ended: the delivery worker has something to do. */
  onEnded: () => void;
}): Services {
  const { config, db, now, log } = o;
  const base = { db, now };
  const seal = createSeal(config.secret);
  const policy = createPolicyStore({ db, now, log });
  const profile = policy.current;
  const limits = {
    /** The profile's, unless the variable says otherwise. */
    get idleSeconds() {
      return (config.sessionIdleMinutes ?? profile().idleMinutes) * 60;
    },
    absoluteSeconds: config.sessionAbsoluteHours * 3600,
  };
  const auditMac = createAuditMac(config.secret);
  const concealName = createConcealName(config.secret);
  const audit = createAuditLog({ ...base, mac: auditMac, conceal: concealName });
  const organisation = createOrganisationStore(base);
  const groups = createGroupStore(base);
  const people = createPeopleStore({ db, organisation, groups });
  const relyingParties = createRelyingPartyDirectory({ db, seal, issuer: config.issuer });
  const resources = createResourceDirectory({ db });
  const credentials = createCredentialStore(base);
  const hasher = o.hasher ?? createPasswordHasher(hasherOptions(config));
  const activation = createActivationCodes({ ...base, policy: profile });
  const throttleStore = createThrottleStore(base);
  const throttle = createSignInThrottle({
    store: throttleStore,
    conceal: concealName,
    policy: profile,
    now,
  });
  const generations = createSignInGenerations(base);
  const ender = createSessionEnder({
    ...{ db, audit, generations, now },
    issuer: config.issuer,
    onEnded: o.onEnded,
  });
  const factorServices = createFactorServices({ config, seal, audit, generations, ...base });
  const { hasSecondFactor } = factorServices.factors;
  const sessionLimitRules = createSessionLimitRules({
    ...{ db, now, log },
    fallback: { limit: config.sessionLimit, policy: config.sessionLimitPolicy },
  });
  const sessions = createSessionStore({ ...base, generations });
  const newDevices = createNewDevices({ db, audit, now });
  const keyRing = createKeyRing({ db, seal, now, audit, log, schedule: createSchedule(config) });
  return {
    ...{ db, now, log, seal, limits, audit, organisation, people, relyingParties, resources },
    ...{ credentials, hasher, throttleStore, throttle, sessions, keyRing },
    groups,
    peopleSearch: createPeopleSearch({ db, organisation }),
    schedule: createScheduleStore({ ...base, timeZone: config.timeZone }),
    imports: createImportStore(base),
    timeZone: config.timeZone,
    ...{ policy, activation, ender, generations, hasSecondFactor },
    passwords: createPasswordChanger({
      ...{ ...base, people, organisation, credentials, activation, hasher, ender, audit, hasSecondFactor },
      generations,
      policy: profile,
    }),
    auditMac,
    concealName,
    installation: createInstallation(base),
    pendingChanges: createPendingChangeStore(base),
    authenticate: createAuthenticate({ people, credentials, throttle, hasher, generations }),
    sessionAdapter: createSessionAdapter({ sessions, now, newDevices }),
    activity: createSessionActivity({ sessions, limits, now }),
    deliveries: createDeliveryStore(base),
    revokedTokens: createRevokedTokens(base),
    ...factorServices,
    receipts: createReceiptStore(base),
    sessionDirectory: createSessionDirectory(base),
    sessionLimitRules,
    sessionLimit: createSessionLimit({ db, ender, now, rules: sessionLimitRules }),
    newDevices,
    liveChecks: createLiveChecks({ ...base, log, sessions, keyRing, ender, relyingParties, people }, config),
    issuer: config.issuer,
    close() {
      const parts = [organisation, relyingParties, resources, keyRing, policy, factorServices.requirements];
      for (const part of [...parts, sessionLimitRules]) part.close();
    },
  };
}

function hasherOptions(config: SsoConfig) {
  const { passwordQueue, argon2MemoryKib, argon2Passes } = config;
  return { maximumWaiting: passwordQueue, memoryKib: argon2MemoryKib, passes: argon2Passes };
}
