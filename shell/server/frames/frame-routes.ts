import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import { createFileCache } from '../registry/file-cache.ts';
import type { Registry } from '../registry/registry.ts';
import type { ReleaseCheck } from '../registry/release-check.ts';
import { answerFile } from '../registry/release-files.ts';
import { FRAMES_PREFIX, type FrameAddresses } from './frame-addresses.ts';
import type { FrameHosts } from './frame-hosts.ts';
import { framePolicy } from './frame-policy.ts';

/**
 * GET /frames/:capability/:name/:version/<file>: files of releases for pages in frames. No session: the address opens
 * them (see `createFrameAddresses`), as long as the release is given to anybody. What is sent is what was published, byte for byte: a browser cannot check the page of
 * a frame, so it is checked here.
 */
export function addFrameRoutes(
  router: Router,
  {
    registry,
    releaseCheck,
    frames,
    hosts,
    publicUrl,
  }: {
    registry: Pick<Registry, 'isServed'>;
    releaseCheck: ReleaseCheck;
    frames: FrameAddresses;
    hosts: FrameHosts;
    publicUrl: string;
  },
): void {
  const cache = createFileCache(releaseCheck.file);

  router.get(`${FRAMES_PREFIX}/:capability/:name/:version/*path`, async (ctx) => {
    const { capability = '', name = '', version = '' } = ctx.params;
    const path = (ctx.params.path as string | undefined) ?? '';
    if (!frames.isGood(capability, name, version)) throw problem('not-found');
    // The address outlives the release: retired, its key lost or a file damaged, it opens nothing more.
    if (!(await registry.isServed(name, version))) throw problem('not-found');
    const file = await cache.get(name, version, path);
    if (!file) throw problem('not-found');
    const folder = `${hosts.originOf(name)}${FRAMES_PREFIX}/${capability}/${name}/${version}`;
    ctx.set('content-security-policy', framePolicy({ publicUrl, folder }));
    ctx.remove('x-frame-options');
    // The page has no origin: its own files come from another one to it.
    ctx.set('cross-origin-resource-policy', 'cross-origin');
    ctx.set('access-control-allow-origin', '*');
    answerFile(ctx, file);
  });
}
