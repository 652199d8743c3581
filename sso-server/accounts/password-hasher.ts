import { availableParallelism } from 'node:os';
import { type Algorithm, hash, verify } from '@node-rs/argon2';

/** OWASP's first choice for Argon2id; about 8 ms of one core. */
const parameters = { algorithm: 2 satisfies Algorithm, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const expectedPrefix = `$argon2id$v=19$m=${parameters.memoryCost},t=${parameters.timeCost},p=${parameters.parallelism}$`;

/** More attempts wait than can be served in reasonable time: answer 503 with Retry-After. */
export class PasswordQueueFull extends Error {
  override readonly name = 'PasswordQueueFull';
  readonly retryAfterSeconds = 2;
}

export type PasswordHasher = {
  hash(password: string): Promise<string>;
  verify(stored: string, password: string): Promise<boolean>;
  /** Takes as long as a real check and is always false: unknown names answer no sooner than known ones. */
  verifyNothing(password: string): Promise<false>;
  /** Made with other parameters than today's. */
  isOutdated(stored: string): boolean;
};

type Options = { concurrency?: number; maximumWaiting?: number };

/**
 * Argon2id with a bounded queue. Each check costs 19 MiB and a core for some milliseconds, which is what an
 * attacker would use to bring the server down; people who are signed in never come through here.
 */
export function createPasswordHasher({
  concurrency = availableParallelism(),
  maximumWaiting = 100,
}: Options = {}): PasswordHasher {
  let running = 0;
  const waiting: (() => void)[] = [];
  let decoy: Promise<string> | undefined;

  async function limited<T>(work: () => Promise<T>): Promise<T> {
    if (running >= concurrency) {
      if (waiting.length >= maximumWaiting) throw new PasswordQueueFull();
      await new Promise<void>((start) => waiting.push(start));
    } else {
      running++;
    }
    try {
      return await work();
    } finally {
      // The place is handed over, so nobody who comes in between can take it.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  }

  return {
    hash: (password) => limited(() => hash(password, parameters)),
    verify: (stored, password) => limited(() => verify(stored, password)),
    async verifyNothing(password) {
      decoy ??= hash('nobody has this password', parameters);
      const stored = await decoy;
      await limited(() => verify(stored, password));
      return false;
    },
    isOutdated: (stored) => !stored.startsWith(expectedPrefix),
  };
}
