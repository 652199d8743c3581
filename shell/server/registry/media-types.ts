// What a release may hold. HTML only for frames, where it is served without an origin: it would be a page of the portal's.
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  txt: 'text/plain; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  ico: 'image/x-icon',
  woff: 'font/woff',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
  wasm: 'application/wasm',
};
const COMPRESSED_ALREADY = /\.(png|jpe?g|gif|webp|avif|woff2?)$/;

/** Media type of a file by its extension; undefined for what we do not serve. */
export function mediaTypeOf(path: string): string | undefined {
  const extension = /\.([a-z0-9]+)$/.exec(path)?.[1] ?? '';
  return Object.hasOwn(MEDIA_TYPES, extension) ? MEDIA_TYPES[extension] : undefined;
}

/** Whether a file gets smaller by compression at all. */
export function isCompressible(path: string): boolean {
  return !COMPRESSED_ALREADY.test(path);
}

/** Whether a file is a page: only releases of frames have any, and none is served in the portal's origin. */
export function isPage(path: string): boolean {
  return path.endsWith('.html');
}
