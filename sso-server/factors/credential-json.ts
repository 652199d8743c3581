import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';

const bytes = z
  .string()
  .regex(/^[\w-]+$/)
  .max(16_384);
const base = {
  id: bytes,
  rawId: bytes,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).default({}),
};

const registration = z.object({
  ...base,
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});

const assertion = z.object({
  ...base,
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes.optional(),
  }),
});

/** What the browser's script sends (WebAuthn Level 3, 5.1: RegistrationResponseJSON); undefined when it is not that. */
export function parseRegistration(text: string): RegistrationResponseJSON | undefined {
  return registration.safeParse(parsed(text)).data as RegistrationResponseJSON | undefined;
}

/** The same for AuthenticationResponseJSON. */
export function parseAssertion(text: string): AuthenticationResponseJSON | undefined {
  return assertion.safeParse(parsed(text)).data as AuthenticationResponseJSON | undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
