import { problem } from '@yimen/problem';
import type { Middleware } from 'koa';
import { FRAMES_PREFIX } from './frame-addresses.ts';

/** Where the pages of each portlet are served. */
export type FrameHosts = {
  /** Origin of a portlet's pages, without a path. */
  originOf(portlet: string): string;
  /** What the portal's documents may show in frames, beside what the portal itself serves. */
  readonly sources: readonly string[];
  /** Serves nothing but pages of frames at the hosts that are for them. */
  guard(): Middleware;
};

/**
 * A host of its own for each portlet's pages, below `frameHost`; all at the portal's own where it is not said. Browsers
 * put pages without an origin that come from one host into one process: a loop in one of them stops the others.
 *
 * @param o the portal's address; `frameHost` such as `frames.example.org`, of which every name below leads to the portal
 */
export function createFrameHosts(o: { publicUrl: string; frameHost?: string | undefined }): FrameHosts {
  const { origin, protocol, port } = new URL(o.publicUrl);
  const { frameHost } = o;
  const suffix = frameHost && `.${frameHost}${port && `:${port}`}`;
  return {
    originOf: (portlet) => (suffix ? `${protocol}//${portlet}${suffix}` : origin),
    sources: suffix ? [`${protocol}//*${suffix}`] : [],
    guard: () => async (ctx, next) => {
      const isFrameHost = frameHost !== undefined && ctx.hostname.endsWith(`.${frameHost}`);
      // No page, session or API of the portal under a name that is a portlet's.
      if (isFrameHost && !ctx.path.startsWith(`${FRAMES_PREFIX}/`)) throw problem('not-found');
      await next();
    },
  };
}
