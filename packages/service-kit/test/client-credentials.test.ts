import { createServer, type IncomingMessage } from 'node:http';
import { isProblem } from '@yimen/problem';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clientCredentials } from '../src/index.ts';
import { type TestIssuer, testIssuer } from '../src/testing/index.ts';
import { requireToken } from '../src/tokens/require-token.ts';
import { send, serve } from './serve.ts';

const audience = 'urn:yimen:service:portal';
const scope = 'portal:notify';
const clientSecret = 'geheim+/=: secret';

async function startIssuer(o: Parameters<typeof testIssuer>[0] = {}): Promise<TestIssuer> {
  const issuer = await testIssuer({ clients: { todo: clientSecret }, ...o });
  onTestFinished(() => issuer.close());
  return issuer;
}

describe('clientCredentials', () => {
  it('gets a token that the audience accepts, with an awkward secret', async () => {
    const issuer = await startIssuer();
    const { url } = await serve((app) => {
      app.use(requireToken({ issuer: issuer.url, audience, scope }));
      app.use((ctx) => {
        ctx.body = ctx.state.caller;
      });
    });
    const credentials = clientCredentials({
      issuer: issuer.url,
      clientId: 'todo',
      clientSecret,
      audience,
      scope,
    });
    const response = await credentials.fetch(url);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ clientId: 'todo', isService: true, scopes: [scope] });
  });

  it('asks once for many and again only shortly before the token expires', async () => {
    const issuer = await startIssuer({ lifetime: 300 });
    let now = 1_000_000;
    const credentials = clientCredentials({
      issuer: issuer.url,
      clientId: 'todo',
      clientSecret,
      audience,
      scope,
      clock: () => now,
    });
    const tokens = await Promise.all(Array.from({ length: 20 }, () => credentials.token()));
    expect(new Set(tokens).size).toBe(1);
    expect(issuer.issued).toBe(1);
    now += 260_000;
    expect(await credentials.token()).toBe(tokens[0]);
    now += 15_000;
    expect(await credentials.token()).not.toBe(tokens[0]);
    expect(issuer.issued).toBe(2);
  });

  it('says why there is no token, without the secret, and tries again the next time', async () => {
    const issuer = await startIssuer();
    const wrong = clientCredentials({
      issuer: issuer.url,
      clientId: 'todo',
      clientSecret: 'geheim-wrong',
      audience,
      scope,
    });
    const error = await wrong.token().catch((caught: unknown) => caught);
    expect(isProblem(error, 'unexpected-answer')).toBe(true);
    expect(String(error)).toContain('HTTP 401, invalid_client');
    expect(String(error)).not.toContain('geheim');
    await issuer.close();
    const unreachable = clientCredentials({
      issuer: issuer.url,
      clientId: 'todo',
      clientSecret,
      audience,
      scope,
    });
    for (let attempt = 0; attempt < 2; attempt++) {
      const failure = await unreachable.token().catch((caught: unknown) => caught);
      expect(isProblem(failure, 'service-unavailable')).toBe(true);
    }
  });

  it('replaces a token that is refused, once', async () => {
    const issuer = await startIssuer();
    const seen: string[] = [];
    const { url } = await serve((app) =>
      app.use((ctx) => {
        seen.push(ctx.get('authorization'));
        ctx.status = ctx.path === '/never' || seen.length === 1 ? 401 : 200;
        ctx.body = { got: ctx.request.body };
      }),
    );
    const credentials = clientCredentials({
      issuer: issuer.url,
      clientId: 'todo',
      clientSecret,
      audience,
      scope,
    });
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' };
    const response = await credentials.fetch(url, init);
    expect([response.status, await response.json()]).toEqual([200, { got: { a: 1 } }]);
    expect(new Set(seen).size).toBe(2);
    expect((await credentials.fetch(`${url}/never`)).status).toBe(401);
    expect(seen).toHaveLength(4);
  });

  it('does not follow a redirect with its token', async () => {
    const issuer = await startIssuer();
    const stolen: IncomingMessage[] = [];
    const thief = createServer((request, response) => {
      stolen.push(request);
      response.end();
    });
    await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void thief.close());
    const address = thief.address();
    const target = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
    const { url } = await serve((app) => app.use((ctx) => ctx.redirect(target)));
    const credentials = clientCredentials({
      issuer: issuer.url,
      clientId: 'todo',
      clientSecret,
      audience,
      scope,
    });
    await expect(credentials.fetch(url)).rejects.toThrow();
    expect(stolen).toHaveLength(0);
    expect((await send(url)).status).toBe(302);
  });
});
