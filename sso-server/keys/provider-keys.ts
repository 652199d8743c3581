import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Database } from '@yimen/database';
import { calculateJwkThumbprint, type JWK } from 'jose';
import type { SsoDatabase } from '../database-schema.ts';
import type { Seal } from './seal.ts';

export type ProviderKeys = { jwks: { keys: JWK[] }; cookieKeys: string[] };

/** ES256 first: the default. RS256 is published for systems whose library knows nothing else. */
const algorithms = {
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
};

/** Loads the keys of this installation; at the first start it makes and keeps them. */
export async function loadProviderKeys(o: {
  db: Database<SsoDatabase>;
  seal: Seal;
  now: () => number;
}): Promise<ProviderKeys> {
  const keys: JWK[] = [];
  for (const [alg, generate] of Object.entries(algorithms)) {
    const text = await loadOrCreate(o, `signing-key:${alg}`, async () => {
      const jwk = generate().privateKey.export({ format: 'jwk' }) as JWK;
      return JSON.stringify({ ...jwk, kid: await calculateJwkThumbprint(jwk), alg, use: 'sig' });
    });
    keys.push(JSON.parse(text) as JWK);
  }
  const cookieKeys = await loadOrCreate(o, 'cookie-keys', async () =>
    JSON.stringify([randomBytes(32).toString('base64url')]),
  );
  return { jwks: { keys }, cookieKeys: JSON.parse(cookieKeys) as string[] };
}

async function loadOrCreate(
  { db, seal, now }: { db: Database<SsoDatabase>; seal: Seal; now: () => number },
  name: string,
  create: () => Promise<string>,
): Promise<string> {
  const find = () =>
    db.query.selectFrom('secret_item').select('sealed').where('name', '=', name).executeTakeFirst();
  let row = await find();
  if (!row) {
    const sealed = seal.seal(await create(), name);
    // Two processes may start at once on PostgreSQL: the first row wins, both read it back.
    await db.query
      .insertInto('secret_item')
      .values({ name, sealed, created_at: now() })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
    row = await find();
  }
  if (!row) throw new Error(`could not keep ${name}`);
  try {
    return seal.open(row.sealed, name);
  } catch (cause) {
    throw new Error(`cannot open ${name}: YIMEN_SECRET differs from the one this database was made with`, {
      cause,
    });
  }
}
