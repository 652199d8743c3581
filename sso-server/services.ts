import type { Database } from '@yimen/database';
import type { Log } from '@yimen/service-kit';
import { type Authenticate, createAuthenticate } from './accounts/authenticate.ts';
import { type CredentialStore, createCredentialStore } from './accounts/credential-store.ts';
import { createPasswordHasher, type PasswordHasher } from './accounts/password-hasher.ts';
import { createSignInThrottle, type SignInThrottle } from './accounts/sign-in-throttle.ts';
import { createSessionAdapter, type SessionAdapter } from './adapter/session-adapter.ts';
import { type AuditLog, createAuditLog } from './audit/audit-log.ts';
import type { SsoConfig } from './config.ts';
import type { SsoDatabase } from './database-schema.ts';
import { createKeyRing, type KeyRing } from './keys/key-ring.ts';
import { createSchedule } from './keys/key-schedule.ts';
import { createSeal, type Seal } from './keys/seal.ts';
import { createDeliveryStore, type DeliveryStore } from './logout/delivery-store.ts';
import { createOrganisationStore, type OrganisationStore } from './organisation/organisation-store.ts';
import { createPeopleStore, type PeopleStore } from './organisation/people-store.ts';
import type { SessionLimits } from './provider/lifetimes.ts';
import {
  createRelyingPartyDirectory,
  type RelyingPartyDirectory,
} from './relying-parties/relying-party-directory.ts';
import { createResourceDirectory, type ResourceDirectory } from './relying-parties/resource-directory.ts';
import { createSessionEnder, type SessionEnder } from './sessions/end-sessions.ts';
import { createSessionActivity, type SessionActivity } from './sessions/session-activity.ts';
import { createSessionStore, type SessionStore } from './sessions/session-store.ts';

/** Everything that routes and provider settings are built from. Made once per program. */
export type Services = {
  db: Database<SsoDatabase>;
  now: () => number;
  log: Log;
  seal: Seal;
  limits: SessionLimits;
  audit: AuditLog;
  organisation: OrganisationStore;
  people: PeopleStore;
  relyingParties: RelyingPartyDirectory;
  resources: ResourceDirectory;
  credentials: CredentialStore;
  hasher: PasswordHasher;
  throttle: SignInThrottle;
  authenticate: Authenticate;
  sessions: SessionStore;
  sessionAdapter: SessionAdapter;
  activity: SessionActivity;
  ender: SessionEnder;
  deliveries: DeliveryStore;
  keyRing: KeyRing;
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
  const limits = {
    idleSeconds: config.sessionIdleMinutes * 60,
    absoluteSeconds: config.sessionAbsoluteHours * 3600,
  };
  const audit = createAuditLog(base);
  const organisation = createOrganisationStore(base);
  const people = createPeopleStore({ db, organisation });
  const relyingParties = createRelyingPartyDirectory({ db, seal });
  const resources = createResourceDirectory({ db });
  const credentials = createCredentialStore(base);
  const hasher = o.hasher ?? createPasswordHasher({ maximumWaiting: config.passwordQueue });
  const throttle = createSignInThrottle(base);
  const sessions = createSessionStore(base);
  const keyRing = createKeyRing({ db, seal, now, audit, log, schedule: createSchedule(config) });
  return {
    ...{ db, now, log, seal, limits, audit, organisation, people, relyingParties, resources },
    ...{ credentials, hasher, throttle, sessions, keyRing },
    authenticate: createAuthenticate({ people, credentials, throttle, hasher }),
    sessionAdapter: createSessionAdapter({ sessions, now }),
    activity: createSessionActivity({ sessions, limits, now }),
    ender: createSessionEnder({ db, audit, now, onEnded: o.onEnded }),
    deliveries: createDeliveryStore(base),
    close() {
      for (const part of [organisation, relyingParties, resources, keyRing]) part.close();
    },
  };
}
