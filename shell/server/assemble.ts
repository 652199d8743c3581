import type { Database } from '@yimen/database';
import { createRelyingParty } from '@yimen/relying-party';
import { clientCredentials, type Log } from '@yimen/service-kit';
import { createDirectory } from './admin/directory.ts';
import { createPageAdministration } from './admin/page-administration.ts';
import { createPagePublishing } from './admin/page-publishing.ts';
import { type PortalConfig, SSO_AUDIENCE } from './config.ts';
import { createContainment } from './containment/create-containment.ts';
import type { PortalTables } from './database-schema.ts';
import { readShellAssets } from './document/shell-assets.ts';
import { createEventStream } from './event-stream/event-stream.ts';
import { createPortalEvents } from './event-stream/portal-events.ts';
import { createFigureParts } from './figures/create-figure-parts.ts';
import { createFrameAddresses } from './frames/frame-addresses.ts';
import { createFrameHosts } from './frames/frame-hosts.ts';
import { createPersonalPages } from './pages/personal-pages.ts';
import { createGateway } from './portlet-gateway/gateway.ts';
import { createRegisteredServices } from './portlet-gateway/registered-services.ts';
import { createServiceClient } from './portlet-gateway/service-client.ts';
import { createRegistry } from './registry/registry.ts';
import { createReleaseCheck } from './registry/release-check.ts';
import { measuredFacts } from './registry/release-facts.ts';
import { createReleaseParts } from './registry/release-parts.ts';
import { canaryChoice } from './rollout/choose-ring.ts';
import { createRolloutParts } from './rollout/create-rollout-parts.ts';
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

/** Everything that the routes of the portal server are made of. */
export type Parts = Awaited<ReturnType<typeof assemble>>;

/** Builds the parts from the options, in the order in which they need each other; starts no listener. */
export async function assemble({ config, db, log, clock = Date.now, fetch: send = fetch }: PortalOptions) {
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
    publishers,
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
      ...{ db, rolloutStore, releases, config, log, clock },
      tellOfRelease: releaseParts.tellOfRelease,
      ...{ acts: releaseParts.acts, steps: releaseParts.steps, figures: reports.figures },
      ringsChanged: rings.changed,
    }),
    pages,
    versions,
    people,
    releases,
    publishers,
    integrityReports,
    releaseCheck: createReleaseCheck({
      ...{ releases, registry, publishers, integrityReports, log, clock },
      acts: releaseParts.acts,
    }),
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
