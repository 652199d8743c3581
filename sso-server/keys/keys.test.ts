import { testDatabases } from '@yimen/database/testing';
import { describe, expect, it } from 'vitest';
import { startSso } from '../test/sso-fixture.ts';
import { createSeal } from './seal.ts';

describe.each(testDatabases())('keys on $name', (database) => {
  it('are made at the first start and kept; another secret does not open them', async () => {
    const databaseUrl = await database.url();
    const jwksOf = async (url: string) => (await fetch(`${url}/jwks`)).json();
    const first = await startSso({ databaseUrl });
    const before = await jwksOf(first.url);
    await first.close();
    const second = await startSso({ databaseUrl });
    expect(await jwksOf(second.url)).toEqual(before);
    await second.close();
    const other = Buffer.alloc(32, 9).toString('base64url');
    await expect(startSso({ databaseUrl, config: { secret: other } })).rejects.toThrow(
      /YIMEN_SECRET differs/,
    );
  });
});

describe('seal', () => {
  it('opens only with the same secret, for the same purpose, unchanged', () => {
    const seal = createSeal('one');
    const sealed = seal.seal('门', 'a');
    expect(seal.open(sealed, 'a')).toBe('门');
    expect(seal.seal('门', 'a')).not.toBe(sealed);
    expect(() => seal.open(sealed, 'b')).toThrow();
    expect(() => createSeal('two').open(sealed, 'a')).toThrow();
    expect(() => seal.open(`${sealed.slice(0, -2)}AA`, 'a')).toThrow();
    expect(() => seal.open('nonsense', 'a')).toThrow();
  });
});
