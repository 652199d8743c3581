import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clients } from '../src/connect/clients.ts';
import { programNames, programs } from '../src/programs.ts';
import { checkPorts } from '../src/settings/check-ports.ts';
import { launchSettings } from '../src/settings/launch-settings.ts';
import { programEnvironment } from '../src/settings/program-environment.ts';
import { openSecrets } from '../src/settings/secrets.ts';

const newDir = () => mkdtempSync(join(tmpdir(), 'yimen-settings-'));

describe('launch settings', () => {
  it('are those of the documentation unless something else is said', async () => {
    const { addresses, profile } = await launchSettings({ dataDir: newDir() });
    expect(profile).toBe('demonstration');
    expect(addresses.portal.publicUrl).toBe('http://localhost:4000');
    expect(addresses.payments.port).toBe(4212);
  });

  it('take ports, public addresses and databases from the environment', async () => {
    const env = {
      YIMEN_PORTAL_PORT: '5000',
      YIMEN_PORTAL_URL: 'https://portal.example',
      YIMEN_SSO_DATABASE_URL: 'postgres://somewhere/sso',
    };
    const { addresses } = await launchSettings({ dataDir: newDir(), env });
    expect(addresses.portal).toMatchObject({ port: 5000, publicUrl: 'https://portal.example' });
    expect(addresses.sso.databaseUrl).toBe('postgres://somewhere/sso');
  });

  it.each([
    [{ YIMEN_TODO_PORT: 'many' }, /YIMEN_TODO_PORT/],
    [{ YIMEN_SSO_URL: 'ftp://sso.example' }, /YIMEN_SSO_URL/],
    [{ YIMEN_PORTAL_URL: 'https://portal.example/deep' }, /YIMEN_PORTAL_URL/],
  ])('refuse %j by name', async (env, message) => {
    await expect(launchSettings({ dataDir: newDir(), env })).rejects.toThrow(message);
  });

  it('find different free ports', async () => {
    const { addresses } = await launchSettings({ dataDir: newDir(), ports: 'free' });
    const ports = programNames.map((name) => addresses[name].port);
    expect(new Set(ports).size).toBe(ports.length);
  });

  it('name every port that is taken, and the variable that moves it', async () => {
    const settings = await launchSettings({ dataDir: newDir(), ports: 'free' });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(settings.addresses.budget.port, '127.0.0.1', resolve));
    await expect(checkPorts(settings)).rejects.toThrow(/YIMEN_BUDGET_PORT/);
    await new Promise((resolve) => server.close(resolve));
    await expect(checkPorts(settings)).resolves.toBeUndefined();
  });
});

describe('secrets', () => {
  it('are made once, kept, and readable by their owner only', () => {
    const dir = newDir();
    const first = openSecrets(dir);
    const secret = first.ofProgram('portal');
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(first.ofClient('portal')).not.toBe(secret);
    first.keep('launcher', 'given');
    const again = openSecrets(dir);
    expect([again.ofProgram('portal'), again.known('launcher'), again.known('nobody')]).toEqual([
      secret,
      'given',
      undefined,
    ]);
    expect(statSync(first.file).mode & 0o777).toBe(0o600);
  });

  it('survive a launcher that was killed while writing', () => {
    const dir = newDir();
    const secret = openSecrets(dir).ofProgram('sso');
    writeFileSync(join(dir, 'secrets.json.new'), '{ half');
    expect(openSecrets(dir).ofProgram('sso')).toBe(secret);
    expect(readFileSync(join(dir, 'secrets.json'), 'utf8')).toContain(secret);
  });
});

describe('the environment of a program', () => {
  it('has what the brief names, from the addresses of this start, and its own variables', async () => {
    const settings = await launchSettings({ dataDir: newDir(), ports: 'free' });
    const env = {
      YIMEN_PORTAL_IDLE_MINUTES: '5',
      YIMEN_SSO_IDLE: 'not its own',
      YIMEN_PORTAL_PORT: '1',
      SECRET: 'x',
    };
    const secrets = openSecrets(settings.dataDir);
    const given = programEnvironment('portal', { settings, secrets, env });
    expect(given).toMatchObject({
      YIMEN_PORT: String(settings.addresses.portal.port),
      YIMEN_PUBLIC_URL: settings.addresses.portal.publicUrl,
      YIMEN_ISSUER: settings.addresses.sso.publicUrl,
      YIMEN_CLIENT_ID: 'portal',
      YIMEN_IDLE_MINUTES: '5',
    });
    expect(given).not.toHaveProperty('SECRET');
    expect(given).not.toHaveProperty('YIMEN_IDLE');
    expect(given.YIMEN_SECRET).not.toBe(programEnvironment('todo', { settings, secrets, env }).YIMEN_SECRET);
  });
});

describe('clients', () => {
  it('derive every address from the ports of this start', async () => {
    const settings = await launchSettings({ dataDir: newDir(), ports: 'free' });
    const registered = clients(settings, true);
    const text = JSON.stringify(registered);
    for (const { port } of Object.values(programs)) expect(text).not.toContain(`:${port}/`);
    expect(registered.payments?.redirectUris).toEqual([
      `${settings.addresses.payments.publicUrl}/auth/callback`,
    ]);
  });

  it('keep the developers out of 支付申请 in the demonstration only', async () => {
    const settings = await launchSettings({ dataDir: newDir() });
    const { posts } = (clients(settings, true).payments?.whoMayUse ?? {}) as { posts?: string[] };
    expect(posts).toContain('unit-clerk');
    expect(posts).not.toContain('developer');
    expect(clients(settings, false).payments?.whoMayUse).toEqual({ everyone: true });
  });
});
