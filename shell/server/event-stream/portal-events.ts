import type { Bus } from '@yimen/database';
import { operatorRoles } from '../registry/states/transitions.ts';

const TOPIC = 'portal-event';
// A message of the bus carries 7,900 bytes.
const NAMES_PER_MESSAGE = 60;

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
  return {
    pagePublished: (pageId, version) => publish({ type: 'page-published', pageId, version }),
    releaseChanged: (portlet, roles) => publish(concerning('release-changed', portlet, roles)),
    maintenanceChanged: (portlet, roles) => publish(concerning('maintenance-changed', portlet, roles)),
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

type PortletEvent = Extract<PortalEvent, { portlet: string }>;

function concerning(
  type: PortletEvent['type'],
  portlet: string,
  roles: readonly string[] | undefined,
): PortletEvent {
  return roles === undefined ? { type, portlet } : { type, portlet, roles: [...roles] };
}

function chunks(names: readonly string[]): string[][] {
  const unique = [...new Set(names)];
  return Array.from({ length: Math.ceil(unique.length / NAMES_PER_MESSAGE) }, (_, index) =>
    unique.slice(index * NAMES_PER_MESSAGE, (index + 1) * NAMES_PER_MESSAGE),
  );
}
