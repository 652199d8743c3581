import { manifestText } from '@yimen/portlet-sdk/release';
import { problem } from '@yimen/problem';
import type { PublishRelease } from '@yimen/shell-contract';
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import type { PublisherKeyRow, PublisherStore } from '../stores/publisher-store.ts';
import { mustSign } from './publisher-keys/must-sign.ts';

/** A release's signature, as it is stored; nulls for one that is not signed. */
export type StoredSignature = { signature: string | null; key_id: string | null };

/**
 * Checks who signed a release that is being published. The signature is a JWS (RFC 7515) that carries the exact bytes
 * which were signed; they must say the same as what is published.
 *
 * @throws problem `signature-required`, `signature-invalid`, `signing-key-revoked`
 */
export async function checkSignature(
  store: PublisherStore,
  release: PublishRelease,
  publisher: string,
): Promise<StoredSignature> {
  const { signature } = release;
  if (signature === undefined) {
    if (!mustSign(await store.findPolicy(publisher), await store.keysOf(publisher)))
      return { signature: null, key_id: null };
    const detail = `releases of "${publisher}" have to be signed: yimen publish --key <file of "yimen keys create">`;
    throw problem('signature-required', { detail });
  }
  const keyId = keyIdOf(signature);
  const key = await store.findKey(publisher, keyId);
  if (!key) throw invalid(`the key "${keyId}" is not registered for "${publisher}"`);
  if (key.revoked_at !== null) throw keyRevoked(keyId);
  if ((await verifySignature(signature, key)) !== manifestText(release))
    throw invalid('what is signed is another manifest than what is published');
  return { signature, key_id: keyId };
}

/**
 * Verifies a signature.
 *
 * @returns the text that was signed: that of a manifest (`manifestText`)
 * @throws problem `signature-invalid`
 */
export async function verifySignature(
  signature: string,
  key: Pick<PublisherKeyRow, 'jwk_json'>,
): Promise<string> {
  const { jwk_json: jwk } = key;
  // A key has one algorithm, whatever the signature says: RFC 9864 (Ed25519) or RFC 7518, 3.4 (ECDSA on P-256).
  const algorithm = jwk.kty === 'OKP' ? 'Ed25519' : 'ES256';
  try {
    const { payload } = await compactVerify(signature, await importJWK(jwk, algorithm), {
      algorithms: [algorithm],
    });
    return Buffer.from(payload).toString('utf8');
  } catch (cause) {
    throw problem('signature-invalid', { detail: 'the signature does not fit the key', cause });
  }
}

/** The key of a release may not sign any more. */
export const keyRevoked = (keyId: string | null): Error =>
  problem('signing-key-revoked', { detail: `the key "${keyId}" has been revoked` });

function keyIdOf(signature: string): string {
  try {
    const { kid } = decodeProtectedHeader(signature);
    if (typeof kid === 'string') return kid;
  } catch {
    // Said below.
  }
  throw invalid('a JWS in compact serialisation with a "kid" is expected (RFC 7515)');
}

const invalid = (detail: string) => problem('signature-invalid', { detail });
