import { randomBytes } from 'node:crypto';
import { openDatabase } from '@yimen/database';
import { type RecordingServer, recordingServer } from '@yimen/relying-party/testing';
import { createLog, type Listening, listen } from '@yimen/service-kit';
import { type TestIssuer, testIssuer } from '@yimen/service-kit/testing';
import { demonstrationRequests } from '../../demonstration/index.ts';
import { createApp } from '../../service/app.ts';
import { audiences } from '../../service/config.ts';
import { migrations } from '../../service/migrations/index.ts';
import type { BudgetTables } from '../../service/tables.ts';

/** The program under test and its neighbours. */
export type Budget = Listening & {
  issuer: TestIssuer;
  portal: RecordingServer;
  /** Sends requests with a token of this person, as the portal's gateway does. */
  as(person: Person): Send;
};

export type Person = {
  sub: string;
  name?: string;
  roles?: string[];
  unitId?: string;
  unitPath?: string[];
  scope?: string;
};
export type Answer = { status: number; headers: Headers; text: string; body: never };
type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

export const launcher: Person = { sub: 'launcher', scope: 'budget:admin' };
export const chief: Person = {
  sub: 'chenjing',
  roles: ['staff'],
  unitId: 'budget-section',
  unitPath: ['city', 'bureau', 'budget-section'],
};
export const clerk: Person = {
  sub: 'zhangwei',
  roles: ['staff', 'payment-clerk'],
  unitId: 'edu',
  unitPath: ['city', 'edu'],
};
export const leader: Person = {
  sub: 'sunlei',
  roles: ['staff', 'leader'],
  unitId: 'office-of-the-mayor',
  unitPath: ['city'],
};

/** Monday, 23 November 2026, in the afternoon where the bureau is. */
export const now = Date.parse('2026-11-23T07:30:00Z');

export async function startBudget(o: {
  url: string;
  issuer?: string;
  siteDir?: string;
  publicUrl?: string;
  port?: number;
}): Promise<Budget> {
  const [issuer, portal] = await Promise.all([testIssuer(), recordingServer()]);
  const log = createLog({ category: 'test', write: () => undefined });
  const db = await openDatabase<BudgetTables>({ url: o.url, migrations });
  const config = {
    host: '127.0.0.1',
    port: 0,
    publicUrl: o.publicUrl ?? 'http://localhost:4211',
    databaseUrl: o.url,
    issuer: o.issuer ?? issuer.url,
    clientId: 'budget',
    clientSecret: 'a-secret-of-the-test',
    secret: randomBytes(32).toString('base64url'),
    logLevel: 'debug' as const,
    portalUrl: portal.url,
    timeZone: 'Asia/Shanghai',
    financeUnit: 'bureau',
  };
  const { app, close } = await createApp({
    config,
    db,
    log,
    clock: () => now,
    ...(o.siteDir && { siteDir: o.siteDir }),
  });
  const onClose = async () => {
    await close();
    await Promise.all([db.close(), issuer.close(), portal.close()]);
  };
  const listening = await listen({ app, host: '127.0.0.1', port: o.port ?? 0, log, onClose });
  return { ...listening, issuer, portal, as: (person) => sendAs(issuer, listening.url, person) };
}

/** Loads the demonstration data the way the launcher does. */
export async function loadDemonstration(budget: Budget): Promise<void> {
  for (const { method, path, body } of demonstrationRequests({ today: '2026-11-23' })) {
    const { status, text } = await budget.as(launcher)(method, path, body);
    if (status !== 204) throw new Error(`${method} ${path}: ${status} ${text}`);
  }
}

function sendAs(issuer: TestIssuer, url: string, { scope, ...claims }: Person): Send {
  return async (method, path, body, headers = {}) => {
    const token = await issuer.token({
      audience: audiences.budget,
      scope: scope ?? 'budget:read',
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
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson ? JSON.parse(text) : undefined) as never,
    };
  };
}
