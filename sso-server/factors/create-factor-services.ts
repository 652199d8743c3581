import type { Database } from '@yimen/database';
import type { AuditLog } from '../audit/audit-log.ts';
import type { SsoConfig } from '../config.ts';
import type { SsoDatabase } from '../database-schema.ts';
import type { Seal } from '../keys/seal.ts';
import type { SignInGenerations } from '../sessions/sign-in-generation.ts';
import { createChallengeStore } from './challenge-store.ts';
import { createFactorThrottle } from './factor-throttle.ts';
import { createFactors } from './factors.ts';
import { createPasskeyStore } from './passkey-store.ts';
import { createPasskeys } from './passkeys.ts';
import { createRecoveryCodeStore } from './recovery-code-store.ts';
import { createRequirementStore } from './requirement-store.ts';
import { createSessionFactorStore } from './session-factor-store.ts';
import { createTotpStore } from './totp-store.ts';

export type FactorServices = ReturnType<typeof createFactorServices>;

export function createFactorServices(o: {
  config: SsoConfig;
  db: Database<SsoDatabase>;
  seal: Seal;
  audit: AuditLog;
  generations: SignInGenerations;
  now: () => number;
}) {
  const passkeyStore = createPasskeyStore(o);
  const passkeys = createPasskeys({
    publicUrl: o.config.publicUrl,
    rpName: o.config.organisationName,
    store: passkeyStore,
    generations: o.generations,
    challenges: createChallengeStore(o),
  });
  const factors = createFactors({
    ...{ db: o.db, audit: o.audit, generations: o.generations, passkeyStore, passkeys },
    totp: createTotpStore(o),
    recoveryCodes: createRecoveryCodeStore({ ...o, secret: o.config.secret }),
    throttle: createFactorThrottle(o),
    sessions: createSessionFactorStore(o),
  });
  return { factors, requirements: createRequirementStore(o) };
}
