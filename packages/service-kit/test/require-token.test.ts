import { createHmac } from 'node:crypto';
import Router from '@koa/router';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  acrReaches,
  acrValues,
  callerOf,
  requireAcr,
  requireRole,
  requireScope,
  requireToken,
} from '../src/index.ts';
import { type TestIssuer, type TestTokenOptions, testIssuer } from '../src/testing/index.ts';
import { eventually, jsonOf, send, serve } from './serve.ts';

const audience = 'urn:yimen:service:todo';
let issuer: TestIssuer;
let otherIssuer: TestIssuer;

beforeAll(async () => {
  issuer = await testIssuer();
  otherIssuer = await testIssuer();
});
afterAll(async () => {
  await issuer.close();
  await otherIssuer.close();
});

async function start(from: string = issuer.url) {
  return serve((app) => {
    const router = new Router();
    const read = requireToken({ issuer: from, audience, scope: 'todo:read' });
    router.get('/me', read, (ctx) => {
      ctx.body = callerOf(ctx);
    });
    router.get('/write', read, requireScope('todo:write'), (ctx) => {
      ctx.body = {};
    });
    router.get('/admin', read, requireRole('administrator', 'leader'), (ctx) => {
      ctx.body = {};
    });
    router.get('/strong', read, requireAcr(acrValues.secondFactor), (ctx) => {
      ctx.body = {};
    });
    router.get('/open', (ctx) => {
      ctx.body = callerOf(ctx);
    });
    router.get('/role', requireRole('staff'), (ctx) => {
      ctx.body = {};
    });
    app.use(router.routes());
  });
}

const get = (url: string, token: string | undefined) =>
  send(url, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });

describe('requireAcr (RFC 9470)', () => {
  const person: TestTokenOptions = {
    audience,
    scope: 'todo:read',
    sub: 'p-1',
    clientId: 'portal',
    username: 'wangfang',
  };

  it.each([undefined, acrValues.password, 'urn:example:silver'])(
    'asks a person with acr %s to step up',
    async (acr) => {
      const { url } = await start();
      const answer = await get(`${url}/strong`, await issuer.token({ ...person, claims: { acr } }));
      expect(answer.status).toBe(401);
      expect(jsonOf(answer)).toMatchObject({
        type: 'urn:yimen:problem:step-up-required',
        acr_values: acrValues.secondFactor,
      });
      const challenge = String(answer.headers['www-authenticate']);
      expect(challenge).toContain('Bearer error="insufficient_user_authentication"');
      expect(challenge).toContain(`acr_values="${acrValues.secondFactor}"`);
    },
  );

  it.each([acrValues.secondFactor, acrValues.passkey])('lets a person with acr %s pass', async (acr) => {
    const { url } = await start();
    expect((await get(`${url}/strong`, await issuer.token({ ...person, claims: { acr } }))).status).toBe(200);
  });

  it('lets a service pass, which nobody stands behind, and nobody without a token', async () => {
    const { url } = await start();
    const service = await issuer.token({ audience, scope: 'todo:read', sub: 'todo', clientId: 'todo' });
    expect((await get(`${url}/strong`, service)).status).toBe(200);
    expect((await get(`${url}/strong`, undefined)).status).toBe(401);
  });

  it('orders the levels', () => {
    expect(acrReaches(acrValues.passkey, acrValues.password)).toBe(true);
    expect(acrReaches(acrValues.password, acrValues.passkey)).toBe(false);
    expect(acrReaches(undefined, acrValues.password)).toBe(false);
  });
});

describe('requireToken', () => {
  const good: TestTokenOptions = { audience, scope: 'todo:read' };

  it('tells who calls: a person through a client', async () => {
    const { url } = await start();
    const token = await issuer.token({
      ...good,
      scope: 'todo:read todo:write',
      sub: 'wangfang',
      clientId: 'portal',
      actor: 'portal',
      name: '王芳',
      username: 'wangfang',
      roles: ['staff', 'payment-reviewer'],
      unitId: 'payment-centre',
      unitPath: ['city', 'bureau', 'payment-centre'],
      claims: { acr: acrValues.passkey, amr: ['pwd', 'pop'], auth_time: 1_700_000_000 },
      postId: 'payment-reviewer-post',
    });
    expect(jsonOf(await get(`${url}/me`, token))).toEqual({
      sub: 'wangfang',
      clientId: 'portal',
      acr: acrValues.passkey,
      amr: ['pwd', 'pop'],
      authTime: 1_700_000_000,
      scopes: ['todo:read', 'todo:write'],
      name: '王芳',
      username: 'wangfang',
      roles: ['staff', 'payment-reviewer'],
      unitId: 'payment-centre',
      unitPath: ['city', 'bureau', 'payment-centre'],
      postId: 'payment-reviewer-post',
      actor: 'portal',
      isService: false,
    });
  });

  it('tells a service from a person', async () => {
    const { url } = await start();
    const token = await issuer.token({ ...good, sub: 'payments', clientId: 'payments' });
    expect(jsonOf(await get(`${url}/me`, token))).toMatchObject({ isService: true, roles: [], unitPath: [] });
    const person = { ...good, sub: 'todo', clientId: 'todo' };
    for (const claims of [{ actor: 'todo' }, { username: 'todo' }]) {
      const namesake = await issuer.token({ ...person, ...claims });
      expect(jsonOf(await get(`${url}/me`, namesake))).toMatchObject({ isService: false });
    }
  });

  it('asks for a token when there is none, without calling it invalid', async () => {
    const { url } = await start();
    for (const headers of [
      {} as Record<string, string>,
      { authorization: 'Basic eA==' },
      { authorization: 'Bearer' },
      { authorization: 'Bearer a b' },
    ]) {
      const answer = await send(`${url}/me`, { headers });
      expect(answer.status).toBe(401);
      expect(jsonOf(answer).type).toBe('urn:yimen:problem:sign-in-required');
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
    expect((await send(`${url}/me?access_token=${await issuer.token(good)}`)).status).toBe(401);
  });

  it.each<[string, () => Promise<string>]>([
    ['for another audience', () => issuer.token({ ...good, audience: 'urn:yimen:service:notices' })],
    ['of another issuer', () => otherIssuer.token(good)],
    [
      'that names our issuer but has a foreign signature',
      () => otherIssuer.token({ ...good, issuer: issuer.url }),
    ],
    ['that names another issuer', () => issuer.token({ ...good, issuer: 'http://evil.example' })],
    ['that has expired', () => issuer.token({ ...good, expiresIn: -60 })],
    ['that is an ID token', () => issuer.token({ ...good, typ: 'JWT' })],
    ['that is a logout token', () => issuer.token({ ...good, typ: 'logout+jwt' })],
    ['whose roles have a wrong form', () => issuer.token({ ...good, claims: { roles: 'administrator' } })],
    ['with a changed claim', async () => tamper(await issuer.token(good))],
    ['without a signature', async () => unsigned(await issuer.token(good))],
    ['signed with the public key as a password', () => confused()],
    ['that is garbage', async () => 'a.b.c'],
  ])('refuses a token %s', async (_what, make) => {
    const { url } = await start();
    const answer = await get(`${url}/me`, await make());
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    expect(jsonOf(answer)).toEqual(expect.not.objectContaining({ detail: expect.anything() }));
  });

  it('names the scope that is missing', async () => {
    const { url } = await start();
    const answer = await get(`${url}/write`, await issuer.token(good));
    expect(answer.status).toBe(403);
    expect(answer.headers['www-authenticate']).toBe('Bearer error="insufficient_scope", scope="todo:write"');
    expect((await get(`${url}/me`, await issuer.token({ audience, scope: 'todo:readall' }))).status).toBe(
      403,
    );
    expect(
      (await get(`${url}/write`, await issuer.token({ audience, scope: 'todo:write todo:read' }))).status,
    ).toBe(200);
  });

  it('asks for one of the roles', async () => {
    const { url } = await start();
    expect(
      (await get(`${url}/admin`, await issuer.token({ ...good, roles: ['staff', 'leader'] }))).status,
    ).toBe(200);
    const refused = await get(`${url}/admin`, await issuer.token({ ...good, roles: ['staff'] }));
    expect([refused.status, jsonOf(refused).type]).toEqual([403, 'urn:yimen:problem:forbidden']);
    expect((await get(`${url}/role`, await issuer.token(good))).status).toBe(401);
  });

  it('fails closed where the check was forgotten', async () => {
    const { url } = await start();
    expect((await get(`${url}/open`, await issuer.token(good))).status).toBe(401);
  });

  it('answers 503, not 401, while the issuer cannot be reached, and recovers', async () => {
    const gone = await testIssuer();
    await gone.close();
    const { url } = await start(gone.url);
    const answer = await get(`${url}/me`, await issuer.token(good));
    expect([answer.status, jsonOf(answer).type]).toEqual([503, 'urn:yimen:problem:service-unavailable']);
    let isUp = false;
    const flaky: typeof fetch = (input, init) =>
      isUp ? fetch(input, init) : Promise.reject(new Error('down'));
    const { url: again } = await serve((app) => {
      app.use(requireToken({ issuer: issuer.url, audience, fetch: flaky }));
      app.use((ctx) => {
        ctx.body = {};
      });
    });
    expect((await get(again, await issuer.token(good))).status).toBe(503);
    isUp = true;
    expect((await get(again, await issuer.token(good))).status).toBe(200);
  });

  it('follows a new key of the issuer', async () => {
    const rotating = await testIssuer();
    const { url } = await start(rotating.url);
    const old = await rotating.token(good);
    expect((await get(`${url}/me`, old)).status).toBe(200);
    await rotating.rotateKey();
    await eventually(async () => (await get(`${url}/me`, await rotating.token(good))).status).toBe(200);
    expect((await get(`${url}/me`, old)).status).toBe(401);
    await rotating.close();
  });
});

function tamper(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return [header, encode({ ...claims, roles: ['administrator'] }), signature].join('.');
}

function unsigned(token: string): string {
  return `${encode({ alg: 'none', typ: 'at+jwt' })}.${token.split('.')[1]}.`;
}

/** Algorithm confusion: HMAC with what everybody may know. */
async function confused(): Promise<string> {
  const { keys } = (await (await fetch(`${issuer.url}/jwks`)).json()) as { keys: { kid: string }[] };
  const payload = (await issuer.token({ audience, scope: 'todo:read' })).split('.')[1];
  const input = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: keys[0]?.kid })}.${payload}`;
  return `${input}.${createHmac('sha256', JSON.stringify(keys[0])).update(input).digest('base64url')}`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
