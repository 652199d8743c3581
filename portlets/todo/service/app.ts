import { type Database, isDatabaseUnavailable } from '@yimen/database';
import { clientCredentials, createKoa, type Log, portalNotifier, requireToken } from '@yimen/service-kit';
import type Koa from 'koa';
import { audience, type TodoConfig } from './config.ts';
import { createSystemDirectory } from './systems/system-directory.ts';
import type { TodoDatabase } from './tables.ts';
import { personRoutes } from './todos/person-routes.ts';
import { pushRoutes } from './todos/push-routes.ts';
import { createTodoLists } from './todos/todo-lists.ts';
import { createTodoStore } from './todos/todo-store.ts';

/** What {@link createTodoApp} needs; tests hand in their own. */
export type TodoAppOptions = {
  config: Pick<TodoConfig, 'issuer' | 'clientId' | 'clientSecret' | 'portalUrl'>;
  db: Database<TodoDatabase>;
  log: Log;
  clock?: () => number;
};

/**
 * The to-do service.
 * @returns the application, and what to close after the last request
 */
export function createTodoApp({ config, db, log, clock = Date.now }: TodoAppOptions): {
  app: Koa;
  close(): Promise<void>;
} {
  const { issuer, clientId, clientSecret, portalUrl } = config;
  const as = (aud: string, scope: string) =>
    clientCredentials({ issuer, clientId, clientSecret, audience: aud, scope });
  const notifier = portalNotifier({
    portalUrl,
    credentials: as('urn:yimen:service:portal', 'portal:notify'),
    log,
  });
  const systems = createSystemDirectory({
    issuer,
    credentials: as('urn:yimen:service:sso', 'directory:read'),
    clock,
    log,
  });
  const app = createKoa({
    name: 'todo',
    log,
    ready: db.ready,
    isUnavailable: isDatabaseUnavailable,
  });
  app.use(requireToken({ issuer, audience }));
  const routers = [
    personRoutes({ lists: createTodoLists(db), systems, clock }),
    pushRoutes({ store: createTodoStore(db), notifier, clock }),
  ];
  for (const router of routers) app.use(router.routes()).use(router.allowedMethods());
  return { app, close: () => notifier.close() };
}
