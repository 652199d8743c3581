import { createServer, request, type Server } from 'node:http';
import { openDatabase } from '@yimen/database';
import { testDatabases } from '@yimen/database/testing';
import { createLog } from '@yimen/service-kit';
import { afterEach, describe, expect, it } from 'vitest';
import { createApp, migrations, type SsoDatabase, ssoConfigSchema } from '../../app.ts';
import { bootstrapClient } from '../../commands/bootstrap-client.ts';
import { testSecret } from '../sso-fixture.ts';

type Running = { close(): Promise<void> };
const running: Running[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});

const listen = (server: Server, host: string) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => resolve((server.address() as { port: number }).port));
  });

/** The program, listening where a proxy reaches it, with the addresses that browsers see. */
async function start(databaseUrl: string, o: { publicUrl: string; host?: string; trustProxy?: 'true' }) {
  const log = createLog({ category: 'test', level: 'error' });
  const config = ssoConfigSchema.parse({
    databaseUrl,
    secret: testSecret,
    issuer: o.publicUrl,
    publicUrl: o.publicUrl,
    trustProxy: o.trustProxy ?? 'false',
  });
  const db = await openDatabase<SsoDatabase>({ url: databaseUrl, migrations });
  const program = await createApp({ config, db, log });
  const server = createServer(program.app.callback());
  const host = o.host ?? '127.0.0.1';
  const port = await listen(server, host);
  running.push({
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await program.close();
      await db.close();
    },
  });
  return { port, host, services: program.services, db };
}

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

function ask(
  at: { host: string; port: number },
  path: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const message = request({ host: at.host, port: at.port, path, headers }, (answer) => {
      let body = '';
      answer.on('data', (chunk) => {
        body += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    message.on('error', reject);
    message.end();
  });
}

describe.each(testDatabases())('S14: behind a reverse proxy on $name', (database) => {
  it('publishes https addresses and sets Secure cookies though the proxy speaks http to it', async () => {
    const sso = await start(await database.url(), {
      publicUrl: 'https://sso.czj.example',
      trustProxy: 'true',
    });
    const { body } = await ask(sso, '/.well-known/openid-configuration', { 'x-forwarded-proto': 'https' });
    const document = JSON.parse(body) as Record<string, unknown>;
    const endpoints = Object.entries(document).filter(([name]) => /(_endpoint|_uri)$/.test(name));
    expect(endpoints.length).toBeGreaterThan(5);
    for (const [, address] of endpoints) expect(address).toMatch(/^https:\/\/sso\.czj\.example\//);
    // Even from a proxy that forgets to say so.
    const plain = JSON.parse((await ask(sso, '/.well-known/openid-configuration')).body) as {
      issuer: string;
    };
    expect(plain.issuer).toBe('https://sso.czj.example');
    const cookies = await ask(sso, '/locale?to=en-US&back=/signed-out', { 'x-forwarded-proto': 'https' });
    expect(String(cookies.headers['set-cookie'])).toMatch(/; secure/i);
  });

  it('takes the address of a person from the proxy that is trusted, and from nobody else', async () => {
    const seen = async (trustProxy: 'true' | undefined) => {
      const o = { publicUrl: 'http://sso.czj.example', ...(trustProxy && { trustProxy }) };
      const sso = await start(await database.url(), o);
      await bootstrapClient(sso.services, { id: 'probe', scopes: ['directory:read'], replace: true });
      await new Promise<void>((resolve, reject) => {
        const headers = {
          // What she sent herself comes first: the proxy appends.
          'x-forwarded-for': '203.0.113.5, 10.9.8.7',
          'content-type': 'application/x-www-form-urlencoded',
          authorization: `Basic ${Buffer.from('probe:wrong').toString('base64')}`,
        };
        const at = { host: sso.host, port: sso.port, path: '/token', method: 'POST', headers };
        const message = request(at, (answer) => answer.resume().on('end', resolve));
        message.on('error', reject);
        message.end('grant_type=client_credentials');
      });
      const row = await sso.db.query
        .selectFrom('audit_event')
        .select('ip')
        .where('event', '=', 'token-refused')
        .executeTakeFirstOrThrow();
      return row.ip;
    };
    expect(await seen('true')).toBe('10.9.8.7');
    expect(await seen(undefined)).toMatch(/127\.0\.0\.1$/);
  });

  it('is reached over IPv6, at an issuer that is an IPv6 address', async () => {
    const sso = await start(await database.url(), { publicUrl: 'http://[::1]:4100', host: '::1' });
    const { body } = await ask(sso, '/.well-known/openid-configuration');
    expect(JSON.parse(body)).toMatchObject({
      issuer: 'http://[::1]:4100',
      jwks_uri: 'http://[::1]:4100/jwks',
    });
  });
});
