import { readFileSync, writeFileSync } from 'node:fs';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { UsageError } from '../commands/exit-code.ts';

/** Signature algorithms: Ed25519 (RFC 9864), and ECDSA on P-256 (RFC 7518, 3.4) for key stores without it. */
export const signingAlgorithms = ['Ed25519', 'ES256'] as const;

/** Name of a signature algorithm. */
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/** A publisher's private key (JWK, RFC 7517) with its id, the thumbprint of its public part (RFC 7638). */
export type SigningKey = { readonly keyId: string; readonly algorithm: SigningAlgorithm; readonly jwk: JWK };

/**
 * Makes a publisher's key pair and writes the private key to a file that only its owner can read.
 *
 * @param file where to; a file that is there is never overwritten
 * @param algorithm Ed25519 unless said
 * @returns the public key, for the administrator of the portal to register
 * @throws UsageError when the file exists or cannot be written
 */
export async function createSigningKey(file: string, algorithm: SigningAlgorithm = 'Ed25519'): Promise<JWK> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = await exportJWK(privateKey);
  const named = { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: algorithm, use: 'sig' };
  try {
    writeFileSync(file, `${JSON.stringify(named, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  } catch (cause) {
    const isThere = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw new UsageError(isThere ? `${file} exists; keys are not overwritten` : `${file}: ${String(cause)}`);
  }
  return publicPart(named);
}

/**
 * Reads a private key that {@link createSigningKey} wrote.
 *
 * @throws UsageError when it is none, without showing any of it
 */
export async function readSigningKey(file: string): Promise<SigningKey> {
  try {
    const jwk = JSON.parse(readFileSync(file, 'utf8')) as JWK;
    const algorithm = signingAlgorithms.find((name) => name === jwk.alg);
    if (typeof jwk.d !== 'string' || !algorithm) throw new Error('no private key');
    return { keyId: await calculateJwkThumbprint(jwk), algorithm, jwk };
  } catch {
    throw new UsageError(`${file} is no private key of "yimen keys create"`);
  }
}

/** What of a key may be shown. */
export function publicPart({ d: _private, ...open }: JWK): JWK {
  return open;
}
