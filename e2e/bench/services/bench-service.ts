import { createKoa, createLog, listen, requireToken, runMain } from '@yimen/service-kit';
import { audience, scope } from './service-identity.ts';
import { tableRoutes } from './table-routes.ts';

// The service of the measured portlets: what any service of a portlet is, without a database.
runMain(async () => {
  const log = createLog({ category: 'bench-service', level: 'info' });
  const app = createKoa({ name: 'bench-service', log });
  app.use(requireToken({ issuer: process.env.YIMEN_ISSUER ?? '', audience, scope }));
  app.use(tableRoutes());
  return listen({ app, host: '127.0.0.1', port: Number(process.env.YIMEN_PORT), log });
});
