import { mountedComponent, type Observable } from '@yimen/portlet-sdk';
import { frameOrigin, type PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import { problem } from '@yimen/problem';
import { timeBudgets } from '../budgets/bounded-reads.ts';
import type { Federation, LoadedRelease, ReleaseCode } from '../federation.ts';
import type { PortletRelease } from '../release-loader.ts';

type FrameRelease = ReleaseCode & Pick<Partial<PortletRelease>, 'descriptor' | 'budgets'>;

/**
 * Loads releases of frames, whose pages are shown and none of whose code runs in the portal (SPEC R124); all others are
 * loaded by federation.
 */
export function withFrames(federation: Federation, sessionEnded: Observable<boolean>): Federation {
  return {
    async load(release: FrameRelease, attempt) {
      const { descriptor } = release;
      if (descriptor?.adapter !== 'frame') return federation.load(release, attempt);
      return frameRelease(release, descriptor, sessionEnded);
    },
  };
}

async function frameRelease(
  release: FrameRelease,
  descriptor: PortletDescriptor,
  sessionEnded: Observable<boolean>,
): Promise<LoadedRelease> {
  const address = descriptor.frame?.address ?? release.entry;
  const origin = descriptor.frame ? frameOrigin(address) : 'null';
  // With its own origin it could be the portal itself, and take the sandbox away.
  if (origin === null || origin === window.location.origin) {
    throw problem('portlet-load-failed', { detail: `${address} cannot be shown in a frame` });
  }
  const loadMilliseconds = timeBudgets({ ...release, descriptor }).load;
  // Most pages have no frame.
  const { framePage } = await import('./frame-page.ts');
  const view = mountedComponent(framePage({ address, origin, sessionEnded, loadMilliseconds }));
  return { definition: { descriptor, modes: { view: async () => view } }, styles: null };
}
