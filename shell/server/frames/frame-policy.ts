import { FRAMES_PREFIX } from './frame-addresses.ts';
import { createFrameHosts } from './frame-hosts.ts';

/**
 * The policy of a file served for a frame. `sandbox` takes its origin away wherever it is opened, so that opened directly
 * it is as harmless as in its frame; it loads files of its own release and asks nobody for anything.
 *
 * @param o the portal's address, and that of the release's folder
 */
export function framePolicy(o: { publicUrl: string; folder: string }): string {
  const own = `${o.folder}/`;
  const portal = new URL(o.publicUrl).origin;
  const directives: Record<string, string[]> = {
    sandbox: ['allow-scripts', 'allow-forms'],
    'default-src': ["'none'"],
    'script-src': [own],
    'style-src': [own],
    'img-src': [own, 'data:', 'blob:'],
    'font-src': [own, 'data:'],
    'media-src': [own],
    'connect-src': ["'none'"],
    'form-action': ["'none'"],
    'base-uri': ["'none'"],
    'frame-ancestors': [portal],
  };
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ');
}

/** What the portal's own documents may show in frames: pages of releases, and the origins of the administrator's list. */
export function frameSources(o: {
  publicUrl: string;
  frameOrigins: readonly string[];
  frameHost?: string | undefined;
}): string[] {
  const folder = (path: string) => new URL(`${path}/`, o.publicUrl).href;
  const { sources } = createFrameHosts(o);
  return [folder('/releases'), folder(FRAMES_PREFIX), ...sources, ...o.frameOrigins];
}
