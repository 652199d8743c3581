import { manifestText } from '@yimen/portlet-sdk/release';
import type { PublishRelease } from '@yimen/shell-contract';
import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

/** A publisher's key pair. */
export type TestKey = { keyId: string; jwk: JWK; sign(release: PublishRelease): Promise<PublishRelease> };

export async function createTestKey(algorithm: 'Ed25519' | 'ES256' = 'Ed25519'): Promise<TestKey> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = await exportJWK(publicKey);
  const keyId = await calculateJwkThumbprint(jwk);
  return {
    keyId,
    jwk,
    async sign(release) {
      const jws = new CompactSign(Buffer.from(manifestText(release)));
      const signature = await jws.setProtectedHeader({ alg: algorithm, kid: keyId }).sign(privateKey);
      return { ...release, signature };
    },
  };
}
