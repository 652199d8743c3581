import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint, type JWK } from 'jose';
import type { KeyPurpose } from './key-tables.ts';

const generate = promisify(generateKeyPair);

/** ES256 first: the default. RS256 is published for systems whose library knows nothing else. */
export const keyPurposes = ['ES256', 'RS256', 'cookie'] as const satisfies KeyPurpose[];

/** A key and its id: for signing keys the thumbprint (RFC 7638), which is the `kid` in tokens. */
export async function makeKey(purpose: KeyPurpose): Promise<{ id: string; text: string }> {
  if (purpose === 'cookie') {
    return { id: randomBytes(16).toString('base64url'), text: randomBytes(32).toString('base64url') };
  }
  const { privateKey } =
    purpose === 'ES256'
      ? await generate('ec', { namedCurve: 'P-256' })
      : await generate('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' }) as JWK;
  const kid = await calculateJwkThumbprint(jwk);
  return { id: kid, text: JSON.stringify({ ...jwk, kid, alg: purpose, use: 'sig' }) };
}
