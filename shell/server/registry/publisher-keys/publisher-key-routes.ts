import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import type { Log } from '@yimen/service-kit';
import { publisherSchema, savePublisherPolicySchema } from '@yimen/shell-contract/schemas';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { z } from 'zod';
import { administratorCaller, administratorOf } from '../../admin/require-administrator.ts';
import { withInput } from '../../http/with-input.ts';
import type { PublisherStore } from '../../stores/publisher-store.ts';
import { answer } from '../decisions/decision-routes.ts';
import type { Decisions } from '../decisions/decisions.ts';
import type { Registry } from '../registry.ts';
import { presentPublishers } from './present-publishers.ts';

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
// Strict: a private key ("d") that somebody sends by mistake is refused and not stored.
const jwkSchema = z.discriminatedUnion('kty', [
  z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: coordinate, ...named('Ed25519') }),
  z.strictObject({
    ...{ kty: z.literal('EC'), crv: z.literal('P-256'), x: coordinate, y: coordinate },
    ...named('ES256'),
  }),
]);
const params = z.object({ publisher: publisherSchema });
const keyParams = params.extend({ keyId: z.string().max(100) });
const revocation = z.strictObject({ compromisedSince: z.number().int().min(0).optional() });

type Parts = {
  publishers: PublisherStore;
  decisions: Decisions;
  registry: Registry;
  log: Log;
  clock: () => number;
};

/** /publishers, for administrators: keys that releases are signed with, and what is asked of a publisher. */
export function addPublisherKeyRoutes(router: Router, o: Parts): void {
  const { publishers, decisions, registry, log, clock } = o;

  router.get('/publishers', async (ctx) => {
    ctx.body = presentPublishers(await publishers.policies(), await publishers.keys());
  });

  router.put(
    '/publishers/:publisher/policy',
    withInput({ params, body: savePublisherPolicySchema }, async (ctx) => {
      const { publisher } = ctx.input.params;
      const { reason, ...said } = ctx.input.body;
      // RFC 9110, 13.1.2: whoever only wants to be the first leaves a later decision alone.
      const isThere = (await publishers.findPolicy(publisher)) !== undefined;
      const change = { kind: 'publisher-policy', publisher, ...said } as const;
      const isLeft = isThere && ctx.get('if-none-match') === '*';
      const proposal = isLeft ? null : await decisions.decide(administratorCaller(ctx), change, reason);
      if (proposal) return answer(ctx, proposal);
      ctx.body = await present(publishers, publisher);
    }),
  );

  router.post(
    '/publishers/:publisher/keys',
    withInput({ params, body: z.strictObject({ jwk: jwkSchema }) }, async (ctx) => {
      const { publisher } = ctx.input.params;
      const { jwk } = ctx.input.body;
      const keyId = await calculateJwkThumbprint(jwk as JWK);
      const isNew = (await publishers.findKey(publisher, keyId)) === undefined;
      const change = { kind: 'publisher-key', publisher, keyId, jwk } as const;
      const proposal = isNew ? await decisions.decide(administratorCaller(ctx), change) : null;
      if (proposal) return answer(ctx, proposal);
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
