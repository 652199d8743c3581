import { errors, exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { issuerKeys } from '../src/index.ts';

const url = 'https://sso.example.cn/jwks';
const minute = 60_000;

async function makeKey(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' };
  return { jwk, token: () => new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey) };
}

/** An issuer whose answers the test decides; it counts how often it is asked. */
async function start(published: JWK[]) {
  const state = { published, reads: 0, isAway: false, at: 1_000 * minute };
  const fetchKeys: typeof fetch = async () => {
    state.reads++;
    if (state.isAway) throw new TypeError('fetch failed');
    return Response.json({ keys: state.published });
  };
  const keys = issuerKeys(url, { fetch: fetchKeys, clock: () => state.at });
  return { state, verify: (token: string) => jwtVerify(token, keys) };
}

describe('issuerKeys', () => {
  it('reads once for many checks at the same time', async () => {
    const key = await makeKey('a');
    const { state, verify } = await start([key.jwk]);
    await Promise.all(Array.from({ length: 20 }, async () => verify(await key.token())));
    expect(state.reads).toBe(1);
  });

  it('fails no check when the issuer changes its keys twice within a second', async () => {
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map(makeKey));
    if (!a || !b || !c) throw new Error('no keys');
    const { state, verify } = await start([a.jwk]);
    await verify(await a.token());
    state.published = [b.jwk];
    await Promise.all([verify(await b.token()), verify(await b.token())]);
    state.published = [c.jwk];
    await verify(await c.token());
  });

  it('gives up a key that is no longer published within a minute', async () => {
    const [old, fresh] = await Promise.all([makeKey('old'), makeKey('fresh')]);
    const { state, verify } = await start([old.jwk]);
    await verify(await old.token());
    state.published = [fresh.jwk];
    state.at += minute;
    await expect(verify(await old.token())).rejects.toThrow(errors.JWKSNoMatchingKey);
  });

  it('goes on with the known keys while the issuer is away, but not for days', async () => {
    const key = await makeKey('a');
    const { state, verify } = await start([key.jwk]);
    await verify(await key.token());
    state.isAway = true;
    state.at += 30 * minute;
    await verify(await key.token());
    await verify(await key.token());
    expect(state.reads, 'the second does not ask again at once').toBe(2);
    state.at += 24 * 60 * minute;
    await expect(verify(await key.token())).rejects.toThrow('fetch failed');
    state.isAway = false;
    await verify(await key.token());
  });

  it('does not turn made-up key ids into a flood', async () => {
    const [key, forged] = await Promise.all([makeKey('a'), makeKey('forged')]);
    const { state, verify } = await start([key.jwk]);
    for (let i = 0; i < 50; i++) await expect(verify(await forged.token())).rejects.toThrow();
    expect(state.reads).toBeLessThan(7);
    await verify(await key.token());
  });

  it('says that it could not read when it never could', async () => {
    const key = await makeKey('a');
    const { state, verify } = await start([key.jwk]);
    state.isAway = true;
    await expect(verify(await key.token())).rejects.toThrow('fetch failed');
  });
});
