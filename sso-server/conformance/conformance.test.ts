import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../test/browser.ts';

type Script = { match: string; tasks: { match: string; commands?: (string | number)[][] }[] };
type Suite = {
  alias: string;
  server: { discoveryUrl: string };
  client: { client_id: string; client_secret: string };
  client2: { client_id: string; client_secret: string };
  client_secret_post: { client_id: string; client_secret: string };
  browser: Script[];
};

/** Runs the one command and reads what it prints, as whoever sets up the suite does. */
describe('the conformance profile', () => {
  let program: ChildProcess;
  let suite: Suite;
  let url: string;

  beforeAll(async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const address = probe.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await new Promise((resolve) => probe.close(resolve));
    url = `http://127.0.0.1:${port}`;
    program = spawn(process.execPath, [fileURLToPath(new URL('./main.ts', import.meta.url))], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: process.env.PATH, YIMEN_PORT: String(port), YIMEN_CONFORMANCE_PUBLIC_URL: url },
    });
    let output = '';
    suite = await new Promise<Suite>((resolve, reject) => {
      program.stdout?.on('data', (chunk: Buffer) => {
        output += chunk;
        if (output.endsWith('}\n')) resolve(JSON.parse(output) as Suite);
      });
      program.once('exit', (code) => reject(new Error(`ended with ${code}`)));
    });
  });
  afterAll(async () => {
    const ended = new Promise((resolve) => program.once('exit', resolve));
    program.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('prints a configuration with which all three clients sign in by the script of the browser', async () => {
    const { commands = [] } = suite.browser[0]?.tasks[0] ?? {};
    const typed = Object.fromEntries(
      commands.filter(([what]) => what === 'text').map(([, , id, text]) => [String(id), String(text)]),
    );
    for (const { client_id, client_secret } of [suite.client, suite.client2, suite.client_secret_post]) {
      const configuration = await client.discovery(
        new URL(suite.server.discoveryUrl),
        client_id,
        undefined,
        client_id === suite.client_secret_post.client_id
          ? client.ClientSecretPost(client_secret)
          : client.ClientSecretBasic(client_secret),
        { execute: [client.allowInsecureRequests] },
      );
      const browser = new Browser(url);
      const request = client.buildAuthorizationUrl(configuration, {
        redirect_uri: `https://localhost:8443/test/a/${suite.alias}/callback`,
        scope: 'openid profile email phone address',
        state: 'st',
      });
      const page = await browser.open(request.href);
      for (const [, , id] of commands) expect(page.body).toContain(`id="${id}"`);
      const visit = await browser.submit(page, typed);
      const tokens = await client.authorizationCodeGrant(configuration, new URL(visit.url), {
        expectedState: 'st',
        idTokenExpected: true,
      });
      expect(tokens.claims()).not.toHaveProperty('name');
      const info = await client.fetchUserInfo(configuration, tokens.access_token, client.skipSubjectCheck);
      const standard = ['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username'];
      const more = [
        'profile',
        'picture',
        'website',
        'gender',
        'birthdate',
        'zoneinfo',
        'locale',
        'updated_at',
      ];
      const reach = ['email', 'email_verified', 'phone_number', 'phone_number_verified', 'address'];
      expect(Object.keys(info)).toEqual(expect.arrayContaining([...standard, ...more, ...reach]));
    }
  });
});
