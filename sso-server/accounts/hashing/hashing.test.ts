import { describe, expect, it } from 'vitest';
import { backgroundLane, createPasswordHasher, PasswordQueueFull, wrapLegacy } from '../password-hasher.ts';
import { createFairQueue } from './fair-queue.ts';
import { readImportedHash } from './legacy-hash.ts';

/** Work that ends when the test says so, and notes the order in which it began. */
function controlled() {
  const began: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () =>
    new Promise<string>((resolve) => {
      began.push(name);
      ends.push(() => resolve(name));
    });
  const settle = async (count: number) => {
    for (let turn = 0; turn < count; turn++) {
      ends.shift()?.();
      await new Promise(setImmediate);
    }
  };
  return { began, work, settle };
}

describe('fair queue', () => {
  it('lets networks take turns, and background work only when nobody waits', async () => {
    const queue = createFairQueue({ concurrency: 1, maximumWaiting: 10 });
    const { began, work, settle } = controlled();
    const all = [
      queue.run('a', work('a1')),
      queue.run(backgroundLane, work('import')),
      queue.run('a', work('a2')),
      queue.run('a', work('a3')),
      queue.run('b', work('b1')),
    ];
    await settle(5);
    await Promise.all(all);
    expect(began).toEqual(['a1', 'a2', 'b1', 'a3', 'import']);
  });

  it('gives a place of the network that floods it to another network', async () => {
    const queue = createFairQueue({ concurrency: 1, maximumWaiting: 4 });
    const { began, work, settle } = controlled();
    const flood = Array.from({ length: 8 }, (_, index) => queue.run('flood', work(`flood${index}`)));
    const outcomes = Promise.allSettled(flood);
    const office = queue.run('office', work('office'));
    expect(queue.waiting).toBe(4);
    await settle(6);
    expect(await office).toBe('office');
    expect(began.indexOf('office')).toBeLessThanOrEqual(2);
    const refused = (await outcomes).filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(4);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(PasswordQueueFull);
  });
});

// Digests of "abc" from FIPS 180-2 (appendices), RFC 1321 (A.5) and GB/T 32905-2016 (A.1); bcrypt from the
// test vectors of jBCrypt. The salted ones are the same digests, with a part of "abc" as the salt.
const vectors: [name: string, hash: string, password: string][] = [
  ['MD5', 'md5$$900150983cd24fb0d6963f7d28e17f72', 'abc'],
  ['SHA-1', 'sha1$$A9993E364706816ABA3E25717850C26C9CD0D89D', 'abc'],
  ['SHA-256', 'sha256$$ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 'abc'],
  [
    'SHA-512',
    'sha512$$ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    'abc',
  ],
  ['SM3', 'sm3$$66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0', 'abc'],
  [
    'SM3, "abc" cut in salt and password',
    'sm3$ab$66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    'c',
  ],
  [
    'SSHA, "abc" cut in password and salt',
    `{SSHA}${Buffer.from('a9993e364706816aba3e25717850c26c9cd0d89d6263', 'hex').toString('base64')}`,
    'a',
  ],
  ['LDAP MD5', '{MD5}kAFQmDzST7DWlj99KOF/cg==', 'abc'],
  ['bcrypt a', '$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe', 'a'],
  ['bcrypt abc', '$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i', 'abc'],
];

describe('hashes of older systems', () => {
  const hasher = createPasswordHasher({ concurrency: 2 });

  it.each(vectors)('%s is accepted, and never stored as it came', async (_name, text, password) => {
    const read = readImportedHash(text);
    expect(read.kind).not.toBe('unknown');
    const stored =
      read.kind === 'legacy'
        ? await wrapLegacy(hasher, read.legacy, backgroundLane)
        : read.kind === 'ready'
          ? read.hash
          : '';
    if (read.kind === 'legacy') expect(stored).toMatch(/^\$legacy\$.*\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hasher.verify(stored, password)).toBe(true);
    expect(await hasher.verify(stored, `${password}x`)).toBe(false);
    expect(hasher.isOutdated(stored)).toBe(true);
  });

  it.each([
    'md5$$9001',
    '900150983cd24fb0d6963f7d28e17f72',
    '{SSHA}qZk+NkcGgWq6PiVxeFDCbJzQ2J0=',
    '$6$rounds=5000$salt$abc',
    'plain text',
    '$2a$31$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkY8jIucDrjc8deX1s.',
  ])('refuses %s', (text) => {
    expect(readImportedHash(text)).toEqual({ kind: 'unknown' });
  });

  it('takes a password typed with full-width letters', async () => {
    const stored = await hasher.hash('Yimen@2026');
    expect(await hasher.verify(stored, 'Ｙｉｍｅｎ＠２０２６')).toBe(true);
  });
});
