import { readConfig } from '@yimen/service-kit';
import { z } from 'zod';

const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const secret = z
  .string()
  .min(32, 'at least 32 characters')
  .regex(/^[A-Za-z0-9._~-]+$/, 'only characters that need no encoding');

const schema = z.object({
  /** Where this machine listens. */
  host: z.string().default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65_535).default(4100),
  /** Address of the provider as the suite and its browser reach it: the issuer. */
  conformancePublicUrl: address.default('http://localhost:4100'),
  /** Address of the suite. Redirect URIs are `<suite>/test/a/<alias>/callback` and its siblings. */
  conformanceSuiteUrl: address.default('https://localhost:8443'),
  conformanceAlias: z
    .string()
    .regex(/^[\w-]{1,60}$/)
    .default('yimen'),
  /** Each plan for a way of signing out wants to be told in its way only, the others not at all. */
  conformancePlan: z.enum(['basic', 'backchannel', 'frontchannel']).default('basic'),
  conformanceClientId: z.string().min(1).default('conformance-1'),
  conformanceClientSecret: secret.default('conformance-1-secret-for-tests-only'),
  conformanceClient2Id: z.string().min(1).default('conformance-2'),
  conformanceClient2Secret: secret.default('conformance-2-secret-for-tests-only'),
  conformanceClientPostId: z.string().min(1).default('conformance-post'),
  conformanceClientPostSecret: secret.default('conformance-post-secret-for-tests-only'),
  conformanceUsername: z.string().min(1).default('wangfang'),
  conformancePassword: z.string().min(8).default('Zhengtong-2026'),
  /** Behind a proxy that ends TLS. */
  trustProxy: z.enum(['true', 'false']).default('false'),
  /** Where logout tokens may be sent: the suite may be anywhere. */
  logoutNetworks: z.string().default('0.0.0.0/0,::/0'),
  /** A database to use; without one, a new one for this run alone. */
  databaseUrl: z.string().optional(),
});

export type ConformanceConfig = Readonly<z.output<typeof schema>>;

/** From `YIMEN_CONFORMANCE_PUBLIC_URL` and so on; see the README. */
export function readConformanceConfig(env: NodeJS.ProcessEnv): ConformanceConfig {
  return readConfig(schema, env);
}

/** The addresses of the suite that the clients are registered with. */
export function suiteAddresses({
  conformanceSuiteUrl,
  conformanceAlias,
  conformancePlan,
}: ConformanceConfig) {
  const base = `${conformanceSuiteUrl}/test/a/${conformanceAlias}`;
  return {
    // The second client of the suite has a query in its redirect URI.
    redirectUris: [`${base}/callback`, `${base}/callback?dummy1=lorem&dummy2=ipsum`],
    postLogoutRedirectUris: [`${base}/post_logout_redirect`],
    backchannelLogoutUri: conformancePlan === 'backchannel' ? `${base}/backchannel_logout` : null,
    frontchannelLogoutUri: conformancePlan === 'frontchannel' ? `${base}/frontchannel_logout` : null,
    frontchannelLogoutSessionRequired: conformancePlan === 'frontchannel',
  };
}
