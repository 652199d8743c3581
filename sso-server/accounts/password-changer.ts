import type { Database } from '@yimen/database';
import type { Transaction } from 'kysely';
import type { AuditEvent, AuditLog } from '../audit/audit-log.ts';
import type { SsoDatabase } from '../database-schema.ts';
import type { OrganisationStore } from '../organisation/organisation-store.ts';
import type { PeopleStore } from '../organisation/people-store.ts';
import type { SessionEnder } from '../sessions/end-sessions.ts';
import type { SignInGenerations } from '../sessions/sign-in-generation.ts';
import type { ActivationCodes, IssuedCode } from './activation-codes.ts';
import type { CredentialStore } from './credential-store.ts';
import type { Lane, PasswordHasher } from './password-hasher.ts';
import { checkPasswordRules, type PasswordMistake } from './policy/password-rules.ts';
import { personalWords } from './policy/personal-words.ts';
import type { PolicyProfile } from './policy/policy-profiles.ts';

type Parts = {
  db: Database<SsoDatabase>;
  people: PeopleStore;
  organisation: OrganisationStore;
  credentials: CredentialStore;
  activation: ActivationCodes;
  hasher: PasswordHasher;
  policy: () => PolicyProfile;
  ender: SessionEnder;
  generations: SignInGenerations;
  audit: AuditLog;
  now: () => number;
  /** A longer password is asked of people who have nothing but the password. */
  hasSecondFactor: (sub: string) => Promise<boolean>;
};

export type NewPassword = {
  sub: string;
  password: string;
  lane: Lane;
  /** The person has just proved herself with this session: it stays, all others end. */
  keepSession?: string | undefined;
  /** Set with the current password: of which generation that proof is (sign-in-generation.ts). */
  generation?: number | undefined;
  /** Set with an activation code, which is used up in the same transaction. */
  code?: string | undefined;
  request?: Pick<AuditEvent, 'ip' | 'userAgent'>;
};

export type PasswordChange =
  | { outcome: 'changed' }
  | { outcome: 'refused'; mistakes: PasswordMistake[] }
  | { outcome: 'code-used' }
  | { outcome: 'outdated' };

export type PasswordChanger = ReturnType<typeof createPasswordChanger>;

class CodeUsed extends Error {
  override readonly name = 'CodeUsed';
}

/** The password that was given as the current one has been replaced or withdrawn meanwhile. */
class Outdated extends Error {
  override readonly name = 'Outdated';
}

/** The only place where people get new passwords: by the policy, with history, ending sessions, audited. */
export function createPasswordChanger(o: Parts) {
  async function rulesOf(sub: string, password: string): Promise<PasswordMistake[]> {
    const person = await o.people.find(sub);
    const { units } = await o.organisation.structure();
    const unit = person?.unit_id ? units.get(person.unit_id) : undefined;
    const words = person
      ? personalWords({
          username: person.username,
          name: person.name_json,
          officePhone: person.office_phone,
          mobilePhone: person.mobile_phone,
          email: person.email,
          unitName: unit?.name_json ?? null,
        })
      : [];
    const rules = o.policy().password;
    return checkPasswordRules(password, {
      rules,
      personalWords: words,
      hasSecondFactor: await o.hasSecondFactor(sub),
    });
  }

  /** Costs one Argon2id per password of before, so it comes after the rules that cost nothing. */
  async function repetition({ sub, password, lane }: NewPassword): Promise<PasswordMistake[]> {
    const { history } = o.policy().password;
    const current = await o.credentials.hashOf(sub);
    if (current && (await o.hasher.verify(current, password, lane))) return [{ code: 'same-as-current' }];
    for (const before of history > 0 ? await o.credentials.historyOf(sub, history) : []) {
      if (await o.hasher.verify(before, password, lane)) return [{ code: 'used-before', history }];
    }
    return [];
  }

  async function store(
    trx: Transaction<SsoDatabase>,
    change: NewPassword,
    passwordHash: string,
  ): Promise<void> {
    const { sub, code, generation } = change;
    if (generation !== undefined && !(await o.generations.enter(trx, sub, generation))) throw new Outdated();
    if (code !== undefined && !(await o.activation.consume(trx, sub, code))) throw new CodeUsed();
    await o.activation.discard(trx, sub);
    await o.credentials.put(trx, { sub, passwordHash });
    await o.ender.endAllOf(trx, sub, 'password-changed', change.keepSession);
    await o.audit.recordIn(trx, {
      event: 'password-changed',
      outcome: 'success',
      sub,
      ...change.request,
      detail: { with: code === undefined ? 'password' : 'activation-code' },
    });
  }

  return {
    /** @throws PasswordQueueFull */
    async change(change: NewPassword): Promise<PasswordChange> {
      const broken = await rulesOf(change.sub, change.password);
      const mistakes = broken.length > 0 ? broken : await repetition(change);
      if (mistakes.length > 0) return { outcome: 'refused', mistakes };
      const passwordHash = await o.hasher.hash(change.password, change.lane);
      try {
        await o.db.transaction((trx) => store(trx, change, passwordHash));
      } catch (error) {
        if (error instanceof CodeUsed) return { outcome: 'code-used' };
        if (error instanceof Outdated) return { outcome: 'outdated' };
        throw error;
      }
      o.ender.announce();
      return { outcome: 'changed' };
    },

    /** By an administrator: the password stops working, the sessions end, and a code opens the account. */
    async reset(trx: Transaction<SsoDatabase>, issued: IssuedCode): Promise<void> {
      await o.credentials.retire(trx, issued.sub);
      await o.ender.endAllOf(trx, issued.sub, 'password-changed');
      await o.activation.issue(trx, issued);
    },

    /** Why a person who signed in so long ago has to set another password first. */
    async dueFor(sub: string, signedInForMs: number): Promise<'required' | 'expired' | undefined> {
      const row = await o.credentials.find(sub);
      if (!row) return undefined;
      if (row.is_change_required) return 'required';
      const { maximumAgeDays } = o.policy().password;
      // At sign-in only: nobody is stopped in the middle of her work.
      const isExpired =
        maximumAgeDays !== null && row.changed_at + maximumAgeDays * 86_400_000 <= o.now() - signedInForMs;
      return isExpired ? 'expired' : undefined;
    },
  };
}
