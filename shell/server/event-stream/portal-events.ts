import { type Bus, maximumMessageBytes } from '@yimen/database';
import { operatorRoles } from '../registry/states/transitions.ts';

const TOPIC = 'portal-event';
/** What a message of the bus has left for names when its other members are as long as they can be. */
const BYTES_OF_NAMES = maximumMessageBytes - 500;

/** What happened in the portal, for open shells in whatever process. */
export type PortalEvent =
  | { type: 'resource-changed'; topic: string; subjects?: string[]; roles?: string[] }
  | { type: 'page-published'; pageId: string; version: number }
  | { type: 'release-changed' | 'maintenance-changed'; portlet: string; roles?: string[] };

/** Tells all processes of events. */
export type PortalEvents = {
  pagePublished(pageId: string, version: number): Promise<void>;
  /** A release of a portlet was published or moved; `roles` are those of its descriptor. */
  releaseChanged(portlet: string, roles: readonly string[] | undefined): Promise<void>;
  /** What operators see of releases has changed. */
  releasesChanged(): Promise<void>;
  /** A maintenance window was planned or ended. */
  maintenanceChanged(portlet: string, roles: readonly string[] | undefined): Promise<void>;
  /** Neither subjects nor roles: everyone's shells. Both: those of the subjects and of people with a role. */
  resourceChanged(
    topic: string,
    whose: { subjects?: string[] | undefined; roles?: string[] | undefined },
  ): Promise<void>;
  subscribe(listener: (event: PortalEvent) => void): () => void;
  /** Calls the listener when events may have been missed. */
  onGap(listener: () => void): () => void;
};

export function createPortalEvents(bus: Bus): PortalEvents {
  const publish = (event: PortalEvent) => bus.publish(TOPIC, event);

  async function publishOf(
    type: Extract<PortalEvent, { portlet: string }>['type'],
    portlet: string,
    roles: readonly string[] | undefined,
  ): Promise<void> {
    if (roles === undefined) return await publish({ type, portlet });
    for (const some of chunks(roles)) await publish({ type, portlet, roles: some });
  }

  return {
    pagePublished: (pageId, version) => publish({ type: 'page-published', pageId, version }),
    releaseChanged: (portlet, roles) => publishOf('release-changed', portlet, roles),
    maintenanceChanged: (portlet, roles) => publishOf('maintenance-changed', portlet, roles),
    releasesChanged: () =>
      publish({ type: 'resource-changed', topic: 'releases', roles: [...operatorRoles] }),
    async resourceChanged(topic, { subjects, roles }) {
      const type = 'resource-changed';
      if (!subjects && !roles) return await publish({ type, topic });
      for (const some of chunks(subjects ?? [])) await publish({ type, topic, subjects: some });
      for (const some of chunks(roles ?? [])) await publish({ type, topic, roles: some });
    },
    subscribe: (listener) => bus.subscribe(TOPIC, (payload) => listener(payload as PortalEvent)),
    onGap: (listener) => bus.subscribe('resync', listener),
  };
}

/** Names in as few lists as fit into a message each; nobody named is no list. */
function chunks(names: readonly string[]): string[][] {
  const lists: string[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const name of new Set(names)) {
    const more = Buffer.byteLength(JSON.stringify(name)) + 1;
    bytes += more;
    if (bytes > BYTES_OF_NAMES) {
      lists.push([]);
      bytes = more;
    }
    lists.at(-1)?.push(name);
  }
  return lists;
}
