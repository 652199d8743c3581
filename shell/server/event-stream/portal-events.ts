import type { Bus } from '@yimen/database';

const TOPIC = 'portal-event';
// A message of the bus carries 7,900 bytes.
const NAMES_PER_MESSAGE = 60;

/** What happened in the portal, for open shells in whatever process. */
export type PortalEvent =
  | { type: 'resource-changed'; topic: string; subjects?: string[]; roles?: string[] }
  | { type: 'page-published'; pageId: string; version: number };

/** Tells all processes of events. */
export type PortalEvents = {
  pagePublished(pageId: string, version: number): Promise<void>;
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

function chunks(names: readonly string[]): string[][] {
  const unique = [...new Set(names)];
  return Array.from({ length: Math.ceil(unique.length / NAMES_PER_MESSAGE) }, (_, index) =>
    unique.slice(index * NAMES_PER_MESSAGE, (index + 1) * NAMES_PER_MESSAGE),
  );
}
