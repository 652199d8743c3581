import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '@yimen/database';
import { type RecordingServer, recordingServer } from '@yimen/relying-party/testing';
import { createLog, type Listening, listen } from '@yimen/service-kit';
import { type TestIssuer, testIssuer } from '@yimen/service-kit/testing';
import { createApp } from '../../service/app.ts';
import { audiences } from '../../service/config.ts';
import { migrations } from '../../service/migrations/index.ts';
import type { PaymentsTables } from '../../service/tables.ts';

/** Neighbours of the program under test; they outlive a restart of it. */
export type World = {
  issuer: TestIssuer;
  todo: RecordingServer;
  portal: RecordingServer;
  close(): Promise<void>;
};

export async function createWorld(): Promise<World> {
  const [issuer, todo, portal] = await Promise.all([testIssuer(), recordingServer(), recordingServer()]);
  const close = async () => {
    await Promise.all([issuer.close(), todo.close(), portal.close()]);
  };
  return { issuer, todo, portal, close };
}

export type Answer = { status: number; headers: Headers; body: never };
type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

export type Payments = Listening & {
  /** Sends requests with a token of this person, as the portal's gateway does. */
  as(person: Person): Send;
  logLines: string[];
};

export type Person = { sub: string; name?: string; roles?: string[]; unitId?: string; scope?: string };

type ConfigOptions = { url: string; issuer?: string; publicUrl?: string };

function testConfig(world: World, o: ConfigOptions) {
  return {
    host: '127.0.0.1',
    port: 0,
    publicUrl: o.publicUrl ?? 'http://localhost:4212',
    databaseUrl: o.url,
    issuer: o.issuer ?? world.issuer.url,
    clientId: 'payments',
    clientSecret: 'a-secret-of-the-test',
    secret: randomBytes(32).toString('base64url'),
    logLevel: 'debug' as const,
    portalUrl: world.portal.url,
    todoUrl: world.todo.url,
    timeZone: 'Asia/Shanghai',
    reviewDays: 2,
  };
}

/** Starts the real program as a process of its own, to be killed. */
export async function spawnPayments(
  world: World,
  url: string,
): Promise<Pick<Payments, 'as'> & { kill(): Promise<void> }> {
  const file = fileURLToPath(new URL('./run-payments.ts', import.meta.url));
  const child = spawn(process.execPath, [file, JSON.stringify(testConfig(world, { url }))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  const address = String(line).trim();
  return {
    as: (person) => sendAs(world, address, person),
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Starts the real program on a free port. */
export async function startPayments(
  world: World,
  o: {
    url: string;
    clock?: () => number;
    issuer?: string;
    siteDir?: string;
    publicUrl?: string;
    port?: number;
  },
): Promise<Payments> {
  const logLines: string[] = [];
  const log = createLog({ category: 'test', level: 'debug', write: (line) => logLines.push(line) });
  const db = await openDatabase<PaymentsTables>({ url: o.url, migrations });
  const config = testConfig(world, o);
  const { app, close } = await createApp({
    config,
    db,
    log,
    ...(o.clock && { clock: o.clock }),
    ...(o.siteDir && { siteDir: o.siteDir }),
  });
  const onClose = async () => {
    await close();
    await db.close();
  };
  const listening = await listen({ app, host: '127.0.0.1', port: o.port ?? 0, log, onClose });
  return { ...listening, logLines, as: (person) => sendAs(world, listening.url, person) };
}

function sendAs(world: World, url: string, { sub, scope, ...claims }: Person): Send {
  return async (method, path, body, headers = {}) => {
    const token = await world.issuer.token({
      audience: audiences.payments,
      sub,
      scope: scope ?? 'payments:read payments:write',
      ...claims,
    });
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text ? JSON.parse(text) : undefined) as never,
    };
  };
}

/** Waits until something is so; fails with the words when it never is. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`never happened: ${what}`);
}
