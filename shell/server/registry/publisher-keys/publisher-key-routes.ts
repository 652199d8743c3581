import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import type { Log } from '@yimen/service-kit';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { z } from 'zod';
import { administratorOf } from '../../admin/require-administrator.ts';
import { withInput } from '../../http/with-input.ts';
import type { PublisherKeyRow, PublisherPolicyRow, PublisherStore } from '../../stores/publisher-store.ts';
import type { Registry } from '../registry.ts';

const publisherSchema = z.string().min(1).max(200);
const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
// Strict: a private key ("d") that somebody sends by mistake is refused and not stored.
const jwkSchema = z.discriminatedUnion('kty', [
  z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: coordinate, ...named('Ed25519') }),
  z.strictObject({
    ...{ kty: z.literal('EC'), crv: z.literal('P-256'), x: coordinate, y: coordinate },
    ...named('ES256'),
  }),
]);
const originSchema = z
  .url({ protocol: /^https?$/ })
  .refine((value) => URL.parse(value)?.origin === value, 'an origin is expected: scheme, host and port');
const policySchema = z.strictObject({
  signatureRequired: z.boolean(),
  codeOrigins: z.array(originSchema).max(20),
});
const params = z.object({ publisher: publisherSchema });
const keyParams = params.extend({ keyId: z.string().max(100) });
const revocation = z.strictObject({ compromisedSince: z.number().int().min(0).optional() });

type Parts = { publishers: PublisherStore; registry: Registry; log: Log; clock: () => number };

/** /publishers, for administrators: keys that releases are signed with, and what is asked of a publisher. */
export function addPublisherKeyRoutes(router: Router, { publishers, registry, log, clock }: Parts): void {
  router.get('/publishers', async (ctx) => {
    ctx.body = presentPublishers(await publishers.policies(), await publishers.keys());
  });

  router.put(
    '/publishers/:publisher/policy',
    withInput({ params, body: policySchema }, async (ctx) => {
      const { publisher } = ctx.input.params;
      const { signatureRequired, codeOrigins } = ctx.input.body;
      const [at, by] = [clock(), administratorOf(ctx)];
      await publishers.savePolicy({
        ...{ publisher, is_signature_required: signatureRequired, origins_json: [...new Set(codeOrigins)] },
        ...{ updated_at: at, updated_by: by },
      });
      // Open pages keep the policy they were sent with; new ones ask again.
      await registry.changed();
      log.info('publisher-policy-set', { publisher, signatureRequired, codeOrigins, by });
      ctx.body = await present(publishers, publisher);
    }),
  );

  router.post(
    '/publishers/:publisher/keys',
    withInput({ params, body: z.strictObject({ jwk: jwkSchema }) }, async (ctx) => {
      const { publisher } = ctx.input.params;
      const jwk = ctx.input.body.jwk as JWK;
      const keyId = await calculateJwkThumbprint(jwk);
      const [at, by] = [clock(), administratorOf(ctx)];
      const isNew = await publishers.addKey({
        ...{ publisher, key_id: keyId, jwk_json: jwk, created_at: at, created_by: by },
        ...{ revoked_at: null, revoked_by: null, compromised_since: null },
      });
      if (isNew) log.info('publisher-key-registered', { publisher, keyId, by });
      ctx.status = isNew ? 201 : 200;
      ctx.body = await present(publishers, publisher);
    }),
  );

  router.post(
    '/publishers/:publisher/keys/:keyId/revoke',
    withInput({ params: keyParams, body: revocation }, async (ctx) => {
      const { publisher, keyId } = ctx.input.params;
      const { compromisedSince = null } = ctx.input.body;
      if (!(await publishers.findKey(publisher, keyId))) throw problem('not-found');
      const by = { at: clock(), who: administratorOf(ctx) };
      await publishers.revokeKey({ publisher, key_id: keyId, compromised_since: compromisedSince }, by);
      await registry.changed();
      log.info('publisher-key-revoked', { publisher, keyId, compromisedSince, by: by.who });
      ctx.body = await present(publishers, publisher);
    }),
  );
}

function named<A extends string>(algorithm: A) {
  return {
    kid: z.string().max(100).optional(),
    alg: z.literal(algorithm).optional(),
    use: z.literal('sig').optional(),
  };
}

async function present(store: PublisherStore, publisher: string) {
  const policy = await store.findPolicy(publisher);
  const keys = (await store.keys()).filter((key) => key.publisher === publisher);
  return presentPublishers(policy ? [policy] : [], keys)[0];
}

function presentPublishers(policies: PublisherPolicyRow[], keys: PublisherKeyRow[]) {
  const names = new Set([...policies, ...keys].map(({ publisher }) => publisher));
  return [...names].sort().map((publisher) => {
    const policy = policies.find((row) => row.publisher === publisher);
    return {
      publisher,
      signatureRequired: policy?.is_signature_required ?? false,
      codeOrigins: policy?.origins_json ?? [],
      keys: keys.filter((key) => key.publisher === publisher).map(presentKey),
    };
  });
}

const presentKey = (key: PublisherKeyRow) => ({
  keyId: key.key_id,
  jwk: key.jwk_json,
  createdAt: key.created_at,
  createdBy: key.created_by,
  revokedAt: key.revoked_at,
  revokedBy: key.revoked_by,
  compromisedSince: key.compromised_since,
});
