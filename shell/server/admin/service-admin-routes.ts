import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import type { Caller, Log } from '@yimen/service-kit';
import type { AdminPortlet, RegisteredService } from '@yimen/shell-contract';
import { audienceUriSchema, saveServiceSchema } from '@yimen/shell-contract/schemas';
import type { Context } from 'koa';
import { z } from 'zod';
import { SSO_AUDIENCE } from '../config.ts';
import { withInput } from '../http/with-input.ts';
import type { RegisteredServices } from '../portlet-gateway/registered-services.ts';
import { presentCatalogueEntry } from '../registry/live-release.ts';
import type { Registry } from '../registry/registry.ts';
import type { ServiceRow, ServiceStore } from '../stores/service-store.ts';
import type { Directory } from './directory.ts';

const serviceParams = z.object({ audience: audienceUriSchema });

type Parts = {
  services: ServiceStore;
  registeredServices: RegisteredServices;
  registry: Registry;
  directory: Directory;
  issuer: string;
  log: Log;
  clock: () => number;
};

/** /services, /directory and /portlets, for administrators. */
export function addServiceAdminRoutes(
  router: Router,
  { services, registeredServices, registry, directory, issuer, log, clock }: Parts,
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
      refuseProvider(ctx, params.audience);
      if (params.audience === SSO_AUDIENCE && !isSameAddress(body.baseUrl, issuer))
        throw notTheProvider(issuer);
      const { publishers = (await services.find(params.audience))?.publishers_json ?? null } = body;
      const row: ServiceRow = {
        audience: params.audience,
        name_json: body.name,
        base_url: body.baseUrl.replace(/\/+$/, ''),
        publishers_json: publishers,
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
      refuseProvider(ctx, ctx.input.params.audience);
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
  return {
    audience: row.audience,
    name: row.name_json,
    baseUrl: row.base_url,
    publishers: row.publishers_json,
  };
}

/**
 * Tokens for the provider's own API administrate people and systems. Who composes pages has no right there: she sends
 * them nowhere else and lets no further portlet ask for them. That is for the program that installs.
 */
function refuseProvider(ctx: Context, audience: string): void {
  const caller: Caller | undefined = ctx.state.caller;
  if (audience === SSO_AUDIENCE && caller?.isService !== true)
    throw problem('forbidden', { detail: 'the sso-server is registered by the installation' });
}

const isSameAddress = (left: string, right: string) => left.replace(/\/+$/, '') === right.replace(/\/+$/, '');

function notTheProvider(issuer: string): Error {
  const detail = `the sso-server is at its issuer: ${issuer}`;
  return problem('invalid-input', { errors: [{ pointer: '/body/baseUrl', detail }] });
}
