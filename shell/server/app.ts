import Router from '@koa/router';
import type { Database } from '@yimen/database';
import { createRelyingParty } from '@yimen/relying-party';
import {
  clientCredentials,
  createKoa,
  guardedRoutes,
  type Log,
  metricsOf,
  requireSameSite,
  requireToken,
} from '@yimen/service-kit';
import type Koa from 'koa';
import type { Middleware } from 'koa';
import { sql } from 'kysely';
import { createDirectory } from './admin/directory.ts';
import { addPageAdminRoutes } from './admin/page-admin-routes.ts';
import { createPageAdministration } from './admin/page-administration.ts';
import { createPagePublishing } from './admin/page-publishing.ts';
import { addPolicyAdminRoutes } from './admin/policy-admin-routes.ts';
import { requireAdministrator } from './admin/require-administrator.ts';
import { addServiceAdminRoutes } from './admin/service-admin-routes.ts';
import { addBreakerRoutes } from './breakers/breaker-routes.ts';
import { addBudgetAdminRoutes, addBudgetOwnerRoutes } from './budgets/budget-routes.ts';
import { PORTAL_AUDIENCE, type PortalConfig, SSO_AUDIENCE } from './config.ts';
import { createContainment } from './containment/create-containment.ts';
import { addHealthRoutes } from './containment/health-routes.ts';
import type { PortalTables } from './database-schema.ts';
import { createDevConfirmation } from './document/dev-confirmation.ts';
import { addDocumentRoutes } from './document/document-routes.ts';
import { readShellAssets } from './document/shell-assets.ts';
import { shellFiles } from './document/shell-files.ts';
import { addEventRoutes, addNotificationRoutes } from './event-stream/event-routes.ts';
import { createEventStream } from './event-stream/event-stream.ts';
import { createPortalEvents } from './event-stream/portal-events.ts';
import { createFigureParts } from './figures/create-figure-parts.ts';
import { createFigureMetrics } from './figures/figure-metrics.ts';
import { addFigureAdminRoutes, addFigureRoutes } from './figures/figure-routes.ts';
import { createFrameAddresses } from './frames/frame-addresses.ts';
import { createFrameHosts } from './frames/frame-hosts.ts';
import { frameSources } from './frames/frame-policy.ts';
import { addFrameRoutes } from './frames/frame-routes.ts';
import { addPageRoutes } from './pages/page-routes.ts';
import { createPersonalPages } from './pages/personal-pages.ts';
import { createGateway } from './portlet-gateway/gateway.ts';
import { addGatewayRoutes } from './portlet-gateway/gateway-routes.ts';
import { addReadRoutes } from './portlet-gateway/read-routes.ts';
import { createRegisteredServices } from './portlet-gateway/registered-services.ts';
import { createServiceClient } from './portlet-gateway/service-client.ts';
import { addIntegrityAdminRoutes, addIntegrityReportRoutes } from './registry/integrity-report-routes.ts';
import { addOperationsRoutes, operatorOf } from './registry/operations-routes.ts';
import { addPublisherKeyRoutes } from './registry/publisher-keys/publisher-key-routes.ts';
import { createRegistry } from './registry/registry.ts';
import { addRegistryRoutes } from './registry/registry-routes.ts';
import { createReleaseCheck } from './registry/release-check.ts';
import { measuredFacts } from './registry/release-facts.ts';
import { addReleaseFileRoutes } from './registry/release-files.ts';
import { createReleaseParts } from './registry/release-parts.ts';
import { canaryChoice } from './rollout/choose-ring.ts';
import { createRolloutParts } from './rollout/create-rollout-parts.ts';
import { addRolloutRoutes } from './rollout/rollout-routes.ts';
import { addNewDeviceRoutes } from './session/new-device-routes.ts';
import { addSessionRoutes } from './session/session-routes.ts';
import { loadViewer } from './session/viewer.ts';
import { cachedRead } from './stores/cached-read.ts';
import { createIntegrityReportStore } from './stores/integrity-report-store.ts';
import { createMaintenanceStore } from './stores/maintenance-store.ts';
import { createPageStore } from './stores/page-store.ts';
import { createPageVersionStore } from './stores/page-version-store.ts';
import { createPersonStore } from './stores/person-store.ts';
import { createPersonalLayoutStore } from './stores/personal-layout-store.ts';
import { createPublisherStore } from './stores/publisher-store.ts';
import { createReleaseStore } from './stores/release-store.ts';
import { createRolloutStore } from './stores/rollout-store.ts';
import { createServiceStore } from './stores/service-store.ts';

/** What the portal server is built with. */
export type PortalOptions = {
  config: PortalConfig;
  db: Database<PortalTables>;
  log: Log;
  clock?: () => number;
  fetch?: typeof fetch;
};

/** The portal server: give `koa` to `listen`, call `drain` when it begins to close. */
export type PortalApp = { koa: Koa; drain(): void };

/** Builds the portal server; it starts no listener and reads no environment. */
export async function createApp(options: PortalOptions): Promise<PortalApp> {
  const parts = await assemble(options);
  const { config, db, log } = options;
  const koa = createKoa({
    name: 'portal',
    log,
    ready: async () => void (await sql`select 1`.execute(db.query)),
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

type Parts = Awaited<ReturnType<typeof assemble>>;

async function assemble({ config, db, log, clock = Date.now, fetch: send = fetch }: PortalOptions) {
  const pages = createPageStore(db);
  const versions = createPageVersionStore(db);
  const people = createPersonStore(db);
  const releases = createReleaseStore(db);
  const services = createServiceStore(db);
  const publishers = createPublisherStore(db);
  const integrityReports = createIntegrityReportStore(db);
  const maintenance = createMaintenanceStore(db);
  const rolloutStore = createRolloutStore(db);
  const rings = cachedRead({
    bus: db.bus,
    topic: 'portal-rings',
    load: async () => canaryChoice(await rolloutStore.all()),
  });
  const canaries = rings.get;
  const registry = createRegistry({ bus: db.bus, releases, publishers, maintenance, clock, canaries });
  const registeredServices = createRegisteredServices({ bus: db.bus, services });
  const events = createPortalEvents(db.bus);
  const reports = createFigureParts({ db, releases, config, clock, log });
  const releaseParts = createReleaseParts({
    db,
    releases,
    maintenance,
    rollouts: rolloutStore,
    factsOf: measuredFacts(reports.figures, clock),
    registry,
    services: registeredServices,
    events,
    log,
    clock,
    config,
  });
  const { issuer, clientId, clientSecret, publicUrl, secret, idleMinutes, absoluteHours } = config;
  const client = { issuer, clientId, clientSecret, fetch: send };
  const relyingParty = await createRelyingParty({
    ...client,
    db,
    publicUrl,
    secret,
    cookieName: 'yimen_portal',
    log,
    clock,
    idleMinutes,
    absoluteHours,
  });
  const containment = createContainment({ db, clock, log, config });
  const directoryToken = clientCredentials({ ...client, audience: SSO_AUDIENCE, scope: 'directory:read' });
  const serviceClient = createServiceClient(config.gatewayTimeout);
  const assets = readShellAssets(config.shellDist);
  if (!assets) log.error('shell-not-built', { shellDist: config.shellDist });
  return {
    frames: createFrameAddresses({ secret, clock, hosts: createFrameHosts(config) }),
    containment,
    reports,
    rings,
    ...createRolloutParts({
      ...{ db, rolloutStore, releases, events, config, log, clock },
      ...{ acts: releaseParts.acts, steps: releaseParts.steps, figures: reports.figures },
      ringsChanged: rings.changed,
    }),
    pages,
    versions,
    people,
    releases,
    publishers,
    integrityReports,
    releaseCheck: createReleaseCheck({ releases, registry, publishers, integrityReports, log, clock }),
    services,
    registeredServices,
    registry,
    ...releaseParts,
    events,
    relyingParty,
    assets,
    personalPages: createPersonalPages({
      pages,
      versions,
      personal: createPersonalLayoutStore(db),
      registry,
      clock,
      containReleases: containment.containReleases,
    }),
    administration: createPageAdministration({ pages, log, clock }),
    publishing: createPagePublishing({ pages, versions, registry, events, log, clock }),
    directory: createDirectory({ issuer, credentials: directoryToken, log, clock }),
    gateway: createGateway({
      registry,
      services: registeredServices,
      accessToken: relyingParty.accessToken,
      client: serviceClient,
      timeout: config.gatewayTimeout,
      clock,
    }),
    stream: createEventStream({
      events,
      pages,
      subscribeSessionEnd: relyingParty.subscribeSessionEnd,
      heartbeat: config.heartbeat,
      log,
    }),
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
