import Router from '@koa/router';
import { isDatabaseUnavailable } from '@yimen/database';
import { createKoa, guardedRoutes, metricsOf, requireSameSite, requireToken } from '@yimen/service-kit';
import type Koa from 'koa';
import type { Middleware } from 'koa';
import { addPageAdminRoutes } from './admin/page-admin-routes.ts';
import { addPolicyAdminRoutes } from './admin/policy-admin-routes.ts';
import { requireAdministrator } from './admin/require-administrator.ts';
import { addServiceAdminRoutes } from './admin/service-admin-routes.ts';
import { assemble, type Parts, type PortalOptions } from './assemble.ts';
import { addBreakerRoutes } from './breakers/breaker-routes.ts';
import { addBudgetAdminRoutes, addBudgetOwnerRoutes } from './budgets/budget-routes.ts';
import { PORTAL_AUDIENCE, type PortalConfig } from './config.ts';
import { addHealthRoutes } from './containment/health-routes.ts';
import { createDevConfirmation } from './document/dev-confirmation.ts';
import { addDocumentRoutes } from './document/document-routes.ts';
import { shellFiles } from './document/shell-files.ts';
import { addEventRoutes, addNotificationRoutes } from './event-stream/event-routes.ts';
import { createFigureMetrics } from './figures/figure-metrics.ts';
import { addFigureAdminRoutes, addFigureRoutes } from './figures/figure-routes.ts';
import { createFrameHosts } from './frames/frame-hosts.ts';
import { frameSources } from './frames/frame-policy.ts';
import { addFrameRoutes } from './frames/frame-routes.ts';
import { npmRegistry } from './npm-registry/npm-routes.ts';
import { addPageRoutes } from './pages/page-routes.ts';
import { addGatewayRoutes } from './portlet-gateway/gateway-routes.ts';
import { addReadRoutes } from './portlet-gateway/read-routes.ts';
import { addDecisionRoutes } from './registry/decisions/decision-routes.ts';
import { addIntegrityAdminRoutes, addIntegrityReportRoutes } from './registry/integrity-report-routes.ts';
import { addOperationsRoutes, operatorOf } from './registry/operations-routes.ts';
import { addPublisherKeyRoutes } from './registry/publisher-keys/publisher-key-routes.ts';
import { addRegistryRoutes } from './registry/registry-routes.ts';
import { addReleaseFileRoutes } from './registry/release-files.ts';
import { addRolloutRoutes } from './rollout/rollout-routes.ts';
import { addNewDeviceRoutes } from './session/new-device-routes.ts';
import { addSessionRoutes } from './session/session-routes.ts';
import { loadViewer } from './session/viewer.ts';

/** The portal server: give `koa` to `listen`, call `drain` when it begins to close. */
export type PortalApp = { koa: Koa; drain(): void };

/** Builds the portal server; it starts no listener and reads no environment. */
export async function createApp(options: PortalOptions): Promise<PortalApp> {
  const parts = await assemble(options);
  const { config, db, log } = options;
  const koa = createKoa({
    name: 'portal',
    log,
    ready: db.ready,
    isUnavailable: isDatabaseUnavailable,
    trustProxy: config.trustProxy,
    // Releases are big, and what is for a service is only passed on.
    parseBody: (ctx) => !/^\/api\/(portlets|registry)\//.test(ctx.path),
  });
  const { relyingParty } = parts;
  parts.reports.listeners.add(createFigureMetrics(metricsOf(koa)));
  parts.reports.listeners.add(parts.containment.onFigure);
  const requireSession: Middleware = relyingParty.requireSession();
  const order: readonly Middleware[] = [
    createFrameHosts(config).guard(),
    wellKnown(config),
    npmRegistry(config),
    ...(parts.assets ? [shellFiles(config.shellDist)] : []),
    relyingParty.routes(),
    machineRoutes(options, parts),
    operationsRoutes(options, parts),
    frameRoutes(options, parts),
    relyingParty.loadSession(),
    loadViewer(parts.people),
    adminRoutes(options, parts, requireSession),
    personRoutes(options, parts, requireSession),
    pageRoutes(options, parts, requireSession),
  ];
  for (const middleware of order) koa.use(middleware);
  return {
    koa,
    drain() {
      parts.stream.close();
      parts.registry.close();
      parts.rings.close();
      parts.rolloutWatch.close();
      parts.reports.figures.close();
      parts.containment.close();
      parts.registeredServices.close();
    },
  };
}

/** GET /.well-known/yimen-portal: what a publisher needs to know. */
function wellKnown(config: PortalConfig): Middleware {
  const router = new Router({ sensitive: true });
  router.get('/.well-known/yimen-portal', (ctx) => {
    const registry = `${config.publicUrl}/api/registry`;
    ctx.body = { issuer: config.issuer, audience: PORTAL_AUDIENCE, registry };
  });
  // Her account is the provider's to show: the shell knows no address but its own.
  for (const path of ['/account', '/account/sessions', '/account/password', '/account/factors']) {
    router.get(path, (ctx) => ctx.redirect(`${config.issuer}${path}`));
  }
  return middlewareOf(router);
}

/** What programs call, with tokens: publishers and services. */
function machineRoutes({ config, log, clock = Date.now, fetch: send = fetch }: PortalOptions, parts: Parts) {
  const router = new Router({ prefix: '/api', sensitive: true });
  const { issuer } = config;
  const token = (scope: string) => requireToken({ issuer, audience: PORTAL_AUDIENCE, scope, fetch: send });
  const { events, registeredServices: services } = parts;
  const requirePublisher = token('registry:publish');
  const { frameOrigins } = config;
  addRegistryRoutes(router, { ...parts, services, frameOrigins, log, clock, requirePublisher });
  addBudgetOwnerRoutes(router, { ...parts, ...parts.containment, clock, requirePublisher });
  addNotificationRoutes(router, { events, requireNotifier: token('portal:notify') });
  return middlewareOf(router);
}

/** What the operations portlets call through the gateway, with a token of the person's. */
function operationsRoutes({ config, clock = Date.now, fetch: send = fetch }: PortalOptions, parts: Parts) {
  const router = new Router({ prefix: '/api/operations', sensitive: true });
  addOperationsRoutes(router, parts);
  addDecisionRoutes(router, { ...parts, operatorOf });
  addRolloutRoutes(router, { ...parts, operatorOf });
  addHealthRoutes(router, { ...parts, ...parts.containment, ...parts.reports, operatorOf, clock });
  const { issuer } = config;
  const scope = 'portal:operate';
  return middlewareOf(router, requireToken({ issuer, audience: PORTAL_AUDIENCE, scope, fetch: send }));
}

/** Pages in frames, which have no session (see `createFrameAddresses`). */
function frameRoutes({ config }: PortalOptions, parts: Parts) {
  const router = new Router({ sensitive: true });
  addFrameRoutes(router, { ...parts, hosts: createFrameHosts(config), publicUrl: config.publicUrl });
  return middlewareOf(router);
}

function adminRoutes(
  { config, log, clock = Date.now, fetch: send = fetch }: PortalOptions,
  parts: Parts,
  requireSession: Middleware,
) {
  const router = new Router({ prefix: '/api/admin', sensitive: true });
  const { issuer, publicUrl } = config;
  const scope = 'portal:admin';
  const bearer = requireToken({ issuer, audience: PORTAL_AUDIENCE, scope, fetch: send });
  addPageAdminRoutes(router, parts);
  addServiceAdminRoutes(router, { ...parts, issuer, log, clock });
  addFigureAdminRoutes(router, { figures: parts.reports.figures, clock });
  addPublisherKeyRoutes(router, { ...parts, log, clock });
  addIntegrityAdminRoutes(router, parts);
  addPolicyAdminRoutes(router, parts);
  addBreakerRoutes(router, { ...parts.containment, ...parts.reports });
  addBudgetAdminRoutes(router, { ...parts.containment, clock });
  return middlewareOf(router, requireAdministrator({ publicUrl, requireToken: bearer, requireSession }));
}

/** The API of the shell: a session always, and for every change the shell's own header. */
function personRoutes(
  { config, log, clock = Date.now, fetch: send = fetch }: PortalOptions,
  parts: Parts,
  requireSession: Middleware,
) {
  const router = new Router({ prefix: '/api', sensitive: true });
  addSessionRoutes(router, { people: parts.people, clock });
  addNewDeviceRoutes(router, {
    ...{ issuer: config.issuer, accessToken: parts.relyingParty.accessToken },
    ...{ fetch: send, timeout: config.gatewayTimeout },
  });
  addPageRoutes(router, { ...parts, ...parts.containment });
  addEventRoutes(router, parts.stream);
  addGatewayRoutes(router, parts.gateway);
  addReadRoutes(router, parts.gateway);
  addFigureRoutes(router, { ...parts, ...parts.reports });
  addIntegrityReportRoutes(router, { ...parts, log, clock });
  return middlewareOf(router, requireSession, requireSameSite({ publicUrl: config.publicUrl }));
}

/** Documents, and the files of releases that they refer to. */
function pageRoutes({ config, clock = Date.now }: PortalOptions, parts: Parts, requireSession: Middleware) {
  const router = new Router({ sensitive: true });
  addReleaseFileRoutes(router, parts);
  const devConfirmation = createDevConfirmation(config);
  addDocumentRoutes(router, {
    ...parts,
    clock,
    ...config,
    devConfirmation,
    frameSources: frameSources(config),
  });
  return middlewareOf(router, requireSession);
}

/** Routes of a router behind guards, and 405 for their other methods. */
function middlewareOf(router: Router, ...guards: Middleware[]): Middleware {
  const routes = guardedRoutes(router, ...guards);
  const others = router.allowedMethods() as unknown as Middleware;
  return (ctx, next) => routes(ctx, () => others(ctx, next) as Promise<void>);
}
