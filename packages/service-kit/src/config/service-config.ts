import { z } from 'zod';

const secretBytes = 32;

const origin = z
  .url({ protocol: /^https?$/ })
  .transform((url) => url.replace(/\/+$/, ''))
  .refine((url) => !/[?#]/.test(url), 'must not have a query or fragment');

/**
 * Variables that every service has; programs add theirs with `serviceConfig.extend({ … })`.
 * Addresses come without a trailing slash.
 */
export const serviceConfig = z.object({
  /** Address to listen on. */
  host: z.string().default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65_535),
  /** Address that browsers and other services use. */
  publicUrl: origin,
  /** `sqlite:/abs/file.db` or `postgres://…`. */
  databaseUrl: z.string().regex(/^(sqlite:.|postgres(ql)?:\/\/.)/, 'must start with sqlite: or postgres://'),
  /** Issuer identifier of the sso-server. */
  issuer: origin,
  clientId: z.string().min(1),
  clientSecret: z.string().min(16, 'must have at least 16 characters'),
  /** Encrypts tokens at rest and signs cookies: 32 random bytes, base64url. */
  secret: z
    .string()
    .refine(
      (text) => Buffer.from(text, 'base64url').length >= secretBytes,
      'must be 32 random bytes in base64url',
    ),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});

/** What {@link serviceConfig} reads. */
export type ServiceConfig = z.infer<typeof serviceConfig>;
