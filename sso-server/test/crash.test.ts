import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { testDatabases } from '@yimen/database/testing';
import * as client from 'openid-client';
import { describe, expect, it } from 'vitest';
import { Browser } from './browser.ts';
import { authorizationUrl, exchangeCode, password, startSso, testSecret } from './sso-fixture.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

async function startProgram(databaseUrl: string, port: number): Promise<ChildProcess> {
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [main], {
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      YIMEN_DATABASE_URL: databaseUrl,
      YIMEN_SECRET: testSecret,
      YIMEN_PORT: String(port),
      YIMEN_PUBLIC_URL: url,
      YIMEN_ISSUER: url,
      NODE_COMPILE_CACHE: join(tmpdir(), 'yimen-test-compile-cache'),
    },
  });
  for (;;) {
    const isReady = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return child;
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}`);
    await delay(50);
  }
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', (code) => resolve(code));
  });

describe.each(testDatabases())('[I8] the program on $name', (database) => {
  it('loses nothing it has acknowledged when it is killed, and closes cleanly on SIGTERM', async () => {
    const databaseUrl = await database.url();
    const set = await startSso({ databaseUrl });
    await set.organise();
    await set.person('wangfang');
    const { secret } = await set.relyingParty('portal');
    await set.close();

    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    let program = await startProgram(databaseUrl, port);
    try {
      const configuration = await client.discovery(
        new URL(url),
        'portal',
        undefined,
        client.ClientSecretBasic(secret),
        {
          execute: [client.allowInsecureRequests],
        },
      );
      const portal = {
        id: 'portal',
        secret,
        redirectUri: 'http://127.0.0.1:9/portal/callback',
        configuration,
      };
      const browser = new Browser(url);
      const request = await authorizationUrl(portal);
      const page = await browser.open(request.url);
      const visit = await browser.submit(page, { username: 'wangfang', password });
      const tokens = await exchangeCode(portal, request, visit.url);
      program.kill('SIGKILL');
      await ended(program);

      program = await startProgram(databaseUrl, port);
      const next = await client.refreshTokenGrant(configuration, String(tokens.refresh_token));
      expect(next.access_token).toEqual(expect.any(String));
      expect((await browser.open((await authorizationUrl(portal)).url)).url).toContain('code=');
      program.kill('SIGTERM');
      expect(await ended(program)).toBe(0);
    } finally {
      program.kill('SIGKILL');
    }
  }, 120_000);
});
