import { type Database, openDatabase } from '@yimen/database';
import { createLog, type Listening, listen } from '@yimen/service-kit';
import { type TestIssuer, type TestTokenOptions, testIssuer } from '@yimen/service-kit/testing';
import { createTodoApp } from '../service/app.ts';
import { migrations } from '../service/migrations/index.ts';
import type { TodoDatabase } from '../service/tables.ts';

/** The real service on a real database, with an issuer of its own. */
export type TodoScene = {
  issuer: TestIssuer;
  db: Database<TodoDatabase>;
  /** A system's request. */
  asSystem(clientId: string, path: string, init?: RequestInit & { scope?: string }): Promise<Response>;
  /** A person's request through the portal. */
  asPerson(person: Partial<TestTokenOptions>, path: string): Promise<Response>;
  close(): Promise<void>;
};

const audience = 'urn:yimen:service:todo';

export async function todoScene(url: string): Promise<TodoScene> {
  const issuer = await testIssuer();
  const log = createLog({ category: 'test', write: () => undefined });
  const db = await openDatabase<TodoDatabase>({ url, migrations });
  const config = {
    issuer: issuer.url,
    clientId: 'todo',
    clientSecret: 'a-secret-for-tests',
    portalUrl: 'http://127.0.0.1:9',
  };
  const { app, close } = createTodoApp({ config, db, log });
  const server: Listening = await listen({ app, host: '127.0.0.1', port: 0, log });
  const send = async (token: string, path: string, init: RequestInit = {}) =>
    fetch(`${server.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
  return {
    issuer,
    db,
    asSystem: async (clientId, path, { scope = 'todo:push', ...init } = {}) =>
      send(await issuer.token({ audience, clientId, sub: clientId, scope }), path, init),
    asPerson: async (person, path) =>
      send(await issuer.token({ audience, scope: 'todo:read', actor: 'portal', ...person }), path),
    close: async () => {
      await server.close();
      await close();
      await db.close();
      await issuer.close();
    },
  };
}
