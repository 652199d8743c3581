import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

type Changes = { origin?: string; challenge?: string; counter?: number; flags?: number };
type Options = { challenge: string; rp?: { id: string }; rpId?: string; user?: { id: string } };

const userPresent = 0x01;
const userVerified = 0x04;
const attested = 0x40;
const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

/**
 * An authenticator of our own (WebAuthn Level 3, 6), so that tests can lie with it: another origin, another challenge,
 * a counter that falls. What a real browser does is tested with a real browser.
 */
export function softwareAuthenticator(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let counter = 0;
  let userHandle = '';

  const clientData = (type: string, options: Options, changes: Changes) =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: changes.challenge ?? options.challenge,
        origin: changes.origin ?? origin,
        crossOrigin: false,
      }),
    );

  function authenticatorData(rpId: string, flags: number, count: number, more = Buffer.alloc(0)) {
    const head = Buffer.alloc(5);
    head.writeUInt8(flags, 0);
    head.writeUInt32BE(count, 1);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), head, more]);
  }

  return {
    id: b64(id),

    create(options: Options, changes: Changes = {}): string {
      userHandle = options.user?.id ?? '';
      const credential = Buffer.concat([
        Buffer.alloc(16),
        Buffer.from([0, id.length]),
        id,
        coseKey(publicKey),
      ]);
      const flags = userPresent | userVerified | attested;
      const authData = authenticatorData(String(options.rp?.id), flags, counter, credential);
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(authData)],
      ]);
      return credentialJson(id, {
        clientDataJSON: b64(clientData('webauthn.create', options, changes)),
        attestationObject: b64(isoCBOR.encode(attestation as never)),
        transports: ['internal'],
      });
    },

    get(options: Options, changes: Changes = {}): string {
      counter = changes.counter ?? counter + 1;
      const flags = changes.flags ?? userPresent | userVerified;
      const data = authenticatorData(String(options.rpId), flags, counter);
      const client = clientData('webauthn.get', options, changes);
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      return credentialJson(id, {
        clientDataJSON: b64(client),
        authenticatorData: b64(data),
        signature: b64(sign('sha256', signed, privateKey)),
        ...(userHandle !== '' && { userHandle }),
      });
    },
  };
}

function credentialJson(id: Buffer, response: object): string {
  return JSON.stringify({
    id: b64(id),
    rawId: b64(id),
    type: 'public-key',
    response,
    clientExtensionResults: {},
  });
}

/** RFC 9053, 7.1.1: kty EC2, alg ES256, curve P-256. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const cose = new Map<number, unknown>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
    [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
  ]);
  return Buffer.from(isoCBOR.encode(cose as never));
}
