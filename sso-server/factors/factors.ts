import type { Database } from '@yimen/database';
import type { AuditEvent, AuditLog } from '../audit/audit-log.ts';
import type { SsoDatabase } from '../database-schema.ts';
import type { SignInGenerations } from '../sessions/sign-in-generation.ts';
import { createEnrolment, type Enrolment } from './enrolment.ts';
import type { FactorAttempt, FactorThrottle } from './factor-throttle.ts';
import type { PasskeyRow, PasskeyStore } from './passkey-store.ts';
import type { NewPasskey, Passkeys } from './passkeys.ts';
import type { RecoveryCodeStore } from './recovery-code-store.ts';
import type { SessionFactorStore } from './session-factor-store.ts';
import { normalCode } from './totp.ts';
import type { TotpRow, TotpStore } from './totp-store.ts';

/** What a person has. */
export type FactorList = { totp: TotpRow[]; passkeys: PasskeyRow[]; recoveryCodesLeft: number };
/** Names of RFC 8176; `mfa` is added where two kinds come together. */
export type ProofResult =
  | { outcome: 'proved'; amr: string[]; method: 'totp' | 'recovery-code' | 'passkey' }
  | { outcome: 'wrong' }
  | { outcome: 'wait'; seconds: number };
export type Proof = { code: string } | { recoveryCode: string } | { credential: string; purpose: string };
export type FactorChange = Omit<AuditEvent, 'event' | 'outcome' | 'sub'>;

export type FactorParts = {
  db: Database<SsoDatabase>;
  audit: AuditLog;
  generations: SignInGenerations;
  totp: TotpStore;
  passkeyStore: PasskeyStore;
  passkeys: Passkeys;
  recoveryCodes: RecoveryCodeStore;
  throttle: FactorThrottle;
  sessions: SessionFactorStore;
};

export type Factors = Omit<ReturnType<typeof createFactors>, keyof Enrolment> & Enrolment;

/** Second factors of people: proving, adding, removing. */
export function createFactors(o: FactorParts) {
  async function check(sub: string, proof: Proof): Promise<boolean> {
    if ('code' in proof) return o.totp.use(sub, normalCode(proof.code));
    if ('recoveryCode' in proof) return o.recoveryCodes.use(sub, proof.recoveryCode);
    return (await o.passkeys.verifyAssertion(proof.purpose, proof.credential, sub)) !== undefined;
  }

  const list = async (sub: string): Promise<FactorList> => {
    const [totp, passkeys, recoveryCodesLeft] = await Promise.all([
      o.totp.of(sub),
      o.passkeyStore.of(sub),
      o.recoveryCodes.left(sub),
    ]);
    return { totp, passkeys, recoveryCodesLeft };
  };

  return {
    ...createEnrolment(o),
    list,
    passkeys: o.passkeys,
    throttle: o.throttle,
    sessionProvedAt: o.sessions.provedAt,
    noteProved: o.sessions.note,
    hasSecondFactor: async (sub: string) => hasFactor(await list(sub)),
    isAnyPasskey: () => o.passkeyStore.isAny(),

    async prove(attempt: FactorAttempt, proof: Proof): Promise<ProofResult> {
      const result = await o.throttle.guard(attempt, () => check(attempt.sub, proof));
      if (result === false) return { outcome: 'wrong' };
      if (result !== true) return { outcome: 'wait', seconds: result.waitSeconds };
      if ('code' in proof) return { outcome: 'proved', amr: ['otp'], method: 'totp' };
      if ('recoveryCode' in proof) return { outcome: 'proved', amr: ['otp'], method: 'recovery-code' };
      return { outcome: 'proved', amr: ['pop', 'user'], method: 'passkey' };
    },
  };
}

/** Whether she has anything to prove a second factor with. */
export function hasFactor(factors: FactorList): boolean {
  return factors.totp.length > 0 || factors.passkeys.length > 0;
}

export type { NewPasskey };
