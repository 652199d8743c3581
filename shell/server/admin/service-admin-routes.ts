import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import type { Log } from '@yimen/service-kit';
import type { AdminPortlet, RegisteredService } from '@yimen/shell-contract';
import { audienceUriSchema, saveServiceSchema } from '@yimen/shell-contract/schemas';
import { z } from 'zod';
import { withInput } from '../http/with-input.ts';
import type { RegisteredServices } from '../portlet-gateway/registered-services.ts';
import { presentCatalogueEntry, type Registry } from '../registry/registry.ts';
import type { ServiceRow, ServiceStore } from '../stores/service-store.ts';
import type { Directory } from './directory.ts';

const serviceParams = z.object({ audience: audienceUriSchema });

type Parts = {
  services: ServiceStore;
  registeredServices: RegisteredServices;
  registry: Registry;
  directory: Directory;
  log: Log;
  clock: () => number;
};

/** /services, /directory and /portlets, for administrators. */
export function addServiceAdminRoutes(
  router: Router,
  { services, registeredServices, registry, directory, log, clock }: Parts,
): void {
  router.get('/services', async (ctx) => {
    ctx.body = (await services.all()).map(presentService);
  });

  router.get(
    '/services/:audience',
    withInput({ params: serviceParams }, async (ctx) => {
      const row = await services.find(ctx.input.params.audience);
      if (!row) throw problem('not-found');
      ctx.body = presentService(row);
    }),
  );

  router.put(
    '/services/:audience',
    withInput({ params: serviceParams, body: saveServiceSchema }, async (ctx) => {
      const { params, body } = ctx.input;
      const row: ServiceRow = {
        audience: params.audience,
        name_json: body.name,
        base_url: body.baseUrl.replace(/\/+$/, ''),
        updated_at: clock(),
      };
      await services.save(row);
      await registeredServices.changed();
      log.info('service-registered', { audience: row.audience });
      ctx.body = presentService(row);
    }),
  );

  router.delete(
    '/services/:audience',
    withInput({ params: serviceParams }, async (ctx) => {
      if (!(await services.remove(ctx.input.params.audience))) throw problem('not-found');
      await registeredServices.changed();
      ctx.status = 204;
    }),
  );

  router.get('/directory', async (ctx) => {
    ctx.body = await directory.get();
  });

  router.get('/portlets', async (ctx) => {
    ctx.body = [...(await registry.live()).values()].map(
      (release): AdminPortlet => ({
        ...presentCatalogueEntry(release),
        roles: release.descriptor.roles ? [...release.descriptor.roles] : null,
      }),
    );
  });
}

function presentService(row: ServiceRow): RegisteredService {
  return { audience: row.audience, name: row.name_json, baseUrl: row.base_url };
}
