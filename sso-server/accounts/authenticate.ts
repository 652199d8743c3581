import type { PeopleStore } from '../organisation/people-store.ts';
import type { SignInGenerations } from '../sessions/sign-in-generation.ts';
import type { CredentialStore } from './credential-store.ts';
import { networkOf } from './network-of.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { Attempt, SignInThrottle } from './sign-in-throttle.ts';

export type AuthenticationResult =
  | { outcome: 'success'; sub: string; generation: number }
  | { outcome: 'wrong' }
  | { outcome: 'disabled'; sub: string }
  | { outcome: 'wait'; seconds: number };

export type Authenticate = (attempt: Attempt & { password: string }) => Promise<AuthenticationResult>;

type Parts = {
  people: PeopleStore;
  credentials: CredentialStore;
  throttle: SignInThrottle;
  hasher: PasswordHasher;
  generations: SignInGenerations;
};

/**
 * Name and password. What takes time is the same for known and unknown names, and only the right password
 * learns that an account is disabled.
 * @throws PasswordQueueFull
 */
export function createAuthenticate({
  people,
  credentials,
  throttle,
  hasher,
  generations,
}: Parts): Authenticate {
  async function check(sub: string | undefined, password: string, lane: string): Promise<boolean> {
    // Asked for unknown names too, so that the answer takes as long.
    const stored = await credentials.hashOf(sub ?? '');
    if (sub === undefined || stored === undefined) return hasher.verifyNothing(password, lane);
    const matches = await hasher.verify(stored, password, lane);
    if (matches && hasher.isOutdated(stored)) {
      await credentials.rehash(sub, stored, await hasher.hash(password, lane));
    }
    return matches;
  }

  return async (attempt) => {
    const person = await people.findByUsername(attempt.username);
    const ticket = await throttle.begin(attempt, person?.sub);
    if ('waitSeconds' in ticket) return { outcome: 'wait', seconds: ticket.waitSeconds };
    try {
      // Before the password is read: a reset that commits while it is checked makes the answer worthless.
      const generation = await generations.current(person?.sub ?? '');
      if (!(await check(person?.sub, attempt.password, networkOf(attempt.ip))) || !person) {
        await throttle.failed(ticket);
        return { outcome: 'wrong' };
      }
      await throttle.succeeded(ticket);
      return person.is_active
        ? { outcome: 'success', sub: person.sub, generation }
        : { outcome: 'disabled', sub: person.sub };
    } finally {
      throttle.settle(ticket);
    }
  };
}
