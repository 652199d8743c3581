import { availableParallelism } from 'node:os';
import { type Algorithm, hash, verify } from '@node-rs/argon2';
import { verify as verifyBcrypt } from '@node-rs/bcrypt';
import { createFairQueue, type Lane, type QueueStatistics } from './hashing/fair-queue.ts';
import { type LegacyHash, readStored, storedForm } from './hashing/legacy-hash.ts';

export { backgroundLane, type Lane, PasswordQueueFull } from './hashing/fair-queue.ts';

/** OWASP's first choice for Argon2id; about 8 ms of one core. */
const defaultCost = { memoryKib: 19_456, passes: 2 };

export type PasswordHasher = {
  /** The lane is the network that the request came from; nobody fills the queue for the other networks. */
  hash(password: string, lane?: Lane): Promise<string>;
  verify(stored: string, password: string, lane?: Lane): Promise<boolean>;
  /** Takes as long as a real check and is always false: unknown names answer no sooner than known ones. */
  verifyNothing(password: string, lane?: Lane): Promise<false>;
  /** Made with other parameters than today's, or by the rule of an older system. */
  isOutdated(stored: string): boolean;
  readonly queue: QueueStatistics;
};

type Options = { concurrency?: number; maximumWaiting?: number; memoryKib?: number; passes?: number };

/**
 * Argon2id with a bounded, fair queue. Each check costs 19 MiB and a core for some milliseconds, which is what an
 * attacker would use to bring the server down; people who are signed in never come through here.
 */
export function createPasswordHasher({
  // Fewer than the four threads of libuv's pool: files and names are never looked up behind passwords.
  concurrency = Math.min(3, availableParallelism()),
  maximumWaiting = 100,
  memoryKib = defaultCost.memoryKib,
  passes = defaultCost.passes,
}: Options = {}): PasswordHasher {
  const queue = createFairQueue({ concurrency, maximumWaiting });
  const parameters = {
    algorithm: 2 satisfies Algorithm,
    memoryCost: memoryKib,
    timeCost: passes,
    parallelism: 1,
  };
  const expectedPrefix = `$argon2id$v=19$m=${memoryKib},t=${passes},p=1$`;
  let decoy: Promise<string> | undefined;

  return {
    hash: (password, lane = '') => queue.run(lane, () => hash(normalise(password), parameters)),
    verify: (stored, password, lane = '') => queue.run(lane, () => check(stored, password)),
    async verifyNothing(password, lane = '') {
      decoy ??= hash('nobody has this password', parameters);
      const stored = await decoy;
      await queue.run(lane, () => verify(stored, normalise(password)));
      return false;
    },
    queue: queue.statistics,
    isOutdated: (stored) => !stored.startsWith(expectedPrefix),
  };
}

/** NIST SP 800-63B-4, 3.1.1.2: an input method that types full-width letters types the same password. */
const normalise = (password: string) => password.normalize('NFKC');

async function check(stored: string, password: string): Promise<boolean> {
  // An older system has hashed what was typed, as it was typed.
  if (stored.startsWith('$2')) return verifyBcrypt(password, stored);
  const { argon2, input } = readStored(stored);
  return verify(argon2, stored.startsWith('$legacy$') ? input(password) : normalise(password));
}

/** A fast hash of an older system as it is stored: wrapped in Argon2id. */
export async function wrapLegacy(hasher: PasswordHasher, legacy: LegacyHash, lane: Lane): Promise<string> {
  return storedForm(legacy, await hasher.hash(legacy.digest.toString('hex'), lane));
}
