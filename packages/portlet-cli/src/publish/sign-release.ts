import { manifestText, type ReleaseManifest } from '@yimen/portlet-sdk/release';
import { CompactSign, importJWK } from 'jose';
import { readSigningKey } from '../keys/signing-key.ts';

/**
 * Signs a release: a JWS in compact serialisation (RFC 7515, 7.1) whose payload is the manifest's canonical text
 * (RFC 8785), so that whoever holds it can check it without the portal.
 *
 * @param manifest what is published
 * @param keyFile the publisher's private key
 * @throws UsageError when the file holds no private key
 */
export async function signRelease(manifest: ReleaseManifest, keyFile: string): Promise<string> {
  const { keyId, algorithm, jwk } = await readSigningKey(keyFile);
  return await new CompactSign(new TextEncoder().encode(manifestText(manifest)))
    .setProtectedHeader({ alg: algorithm, kid: keyId, typ: 'yimen-release+jws' })
    .sign(await importJWK(jwk, algorithm));
}
