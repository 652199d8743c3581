import type { PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import type { Log } from '@yimen/service-kit';
import type { ReleaseState } from '@yimen/shell-contract';
import type { PortalEvents } from '../event-stream/portal-events.ts';
import type { Registry } from './registry.ts';

/** A release about which there is something new. */
export type ReleaseNews = {
  portlet: string;
  descriptor: Pick<PortletDescriptor, 'roles'>;
  /** The states that it left and came to; none: only operators see a difference. */
  states: readonly ReleaseState[];
};

/** Tells processes, open pages and operators of a release. Never rejects: what is done is done, told or not. */
export type TellOfRelease = (news: ReleaseNews) => Promise<void>;

/**
 * Open pages are told only when what people get may have changed: the name of a portlet that nobody has approved is in no
 * page's answer, so it is in no event either (I6).
 */
export function createTellOfRelease(o: {
  registry: Registry;
  events: PortalEvents;
  log: Log;
}): TellOfRelease {
  return async ({ portlet, descriptor, states }) => {
    const isServed = states.some((state) => state === 'live' || state === 'canary');
    const telling = [
      ...(isServed ? [o.registry.changed, () => o.events.releaseChanged(portlet, descriptor.roles)] : []),
      o.events.releasesChanged,
    ];
    for (const tell of telling) {
      await tell().catch((error: unknown) => o.log.error('release-not-told', { portlet, error }));
    }
  };
}
