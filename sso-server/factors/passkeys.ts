import { isIP } from 'node:net';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { SignInGenerations } from '../sessions/sign-in-generation.ts';
import type { ChallengeStore } from './challenge-store.ts';
import { parseAssertion, parseRegistration } from './credential-json.ts';
import type { PasskeyRow, PasskeyStore } from './passkey-store.ts';

export type Passkeys = ReturnType<typeof createPasskeys>;
export type NewPasskey = Pick<
  PasskeyRow,
  'id' | 'public_key' | 'counter' | 'transports_json' | 'is_backed_up'
>;

type Parts = {
  publicUrl: string;
  rpName: string;
  store: PasskeyStore;
  challenges: ChallengeStore;
  generations: Pick<SignInGenerations, 'current'>;
};

/**
 * WebAuthn for this origin. `purpose` names the page that asks, so an answer given to one page is worth nothing on
 * another. Attestation is not asked for: whose make the authenticator is, is nobody's business here.
 */
export function createPasskeys(o: Parts) {
  const { origin, hostname, protocol } = new URL(o.publicUrl);
  const rpID = hostname;

  async function expectation(
    purpose: string,
    response: AuthenticationResponseJSON | RegistrationResponseJSON,
  ) {
    return {
      expectedChallenge: (challenge: string) => o.challenges.consume(challenge, purpose),
      expectedOrigin: origin,
      expectedRPID: rpID,
      response,
    };
  }

  return {
    /** WebAuthn needs a domain and a secure context: browsers offer nothing at http:// or at a bare address. */
    isPossible:
      isIP(hostname.replace(/^\[|\]$/g, '')) === 0 && (protocol === 'https:' || hostname === 'localhost'),

    async registrationOptions(purpose: string, person: { sub: string; username: string; name: string }) {
      const own = await o.store.of(person.sub);
      const options = await generateRegistrationOptions({
        rpName: o.rpName,
        rpID,
        userName: person.username,
        userDisplayName: person.name,
        userID: new TextEncoder().encode(person.sub).slice(0, 64),
        attestationType: 'none',
        excludeCredentials: own.map(({ id }) => ({ id })),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
      });
      await o.challenges.remember(options.challenge, purpose);
      return options;
    },

    /** Undefined when the answer proves nothing: another origin, another or a used challenge, a broken signature. */
    async verifyRegistration(purpose: string, text: string): Promise<NewPasskey | undefined> {
      const response = parseRegistration(text);
      if (!response) return undefined;
      const expected = {
        ...(await expectation(purpose, response)),
        response,
        requireUserVerification: false,
      };
      const result = await verifyRegistrationResponse(expected).catch(() => undefined);
      if (!result?.verified) return undefined;
      const { credential, credentialBackedUp } = result.registrationInfo;
      return {
        id: credential.id,
        public_key: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        transports_json: response.response.transports ?? [],
        is_backed_up: credentialBackedUp,
      };
    },

    /** For a known person her keys; for the sign-in page whatever the browser finds, then with PIN or biometrics. */
    async assertionOptions(purpose: string, sub: string | undefined) {
      const own = sub === undefined ? [] : await o.store.of(sub);
      const options = await generateAuthenticationOptions({
        rpID,
        userVerification: sub === undefined ? 'required' : 'preferred',
        allowCredentials: own.map(({ id }) => ({ id })),
      });
      await o.challenges.remember(options.challenge, purpose);
      return options;
    },

    /**
     * Whose key signed, of which generation that proof is, and whether her PIN or biometrics were checked. `sub`: only this person's keys count, else
     * the authenticator must have checked her, for nothing else has.
     */
    async verifyAssertion(purpose: string, text: string, sub: string | undefined) {
      const response = parseAssertion(text);
      const row = response && (await o.store.find(response.id));
      if (!response || !row || (sub !== undefined && row.sub !== sub)) return undefined;
      // Before the use is noted, which fails when the key was taken away meanwhile.
      const generation = await o.generations.current(row.sub);
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        ...(await expectation(purpose, response)),
        response,
        requireUserVerification: sub === undefined,
        credential: {
          id: row.id,
          publicKey: new Uint8Array(Buffer.from(row.public_key, 'base64url')),
          counter: row.counter,
        },
      }).catch(() => ({ verified: false, authenticationInfo: undefined }));
      if (!verified || !authenticationInfo) return undefined;
      if (!(await o.store.noteUse(row, authenticationInfo.newCounter))) return undefined;
      return { sub: row.sub, generation, isUserVerified: authenticationInfo.userVerified };
    },
  };
}
