import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A content coding of HTTP (RFC 9110, 8.4.1); `identity` is the file itself. */
export type Coding = 'br' | 'gzip' | 'identity';

/** A file in one coding, with the headers that go with it. */
export type Variant = { body: Buffer; headers: Readonly<Record<string, string>> };

/** A file in the codings that are smaller than it. */
export type Asset = { path: string; isHtml: boolean; variants: Map<Coding, Variant> };

type Source = { path: string; file: string; cacheControl: string };

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};
const incompressible = new Set(['.gif', '.jpeg', '.jpg', '.pdf', '.png', '.webp', '.woff', '.woff2']);
const smallest = 512;
// Quality 11 takes about a second per megabyte; big files that the build did not compress get the next best.
const bestQualityLimit = 262_144;

/**
 * Reads a folder into memory. Files `x.js.br` and `x.js.gz` beside `x.js` are taken as its codings; the others are
 * compressed in the background, smallest first, and served plain until then.
 * @returns assets by request path (`/assets/x.js`, and `/` for an index.html), and when compression is through
 * @throws Error when the folder cannot be read
 */
export function loadAssets(
  dir: string,
  isImmutable: (path: string) => boolean,
): { assets: Map<string, Asset>; ready: Promise<void> } {
  const assets = new Map<string, Asset>();
  const pending: { asset: Asset; source: Source }[] = [];
  for (const source of listSources(dir, isImmutable)) {
    const asset = readAsset(source);
    assets.set(source.path, asset);
    if (source.path.endsWith('/index.html')) assets.set(source.path.slice(0, -'index.html'.length), asset);
    if (isCompressible(source.path, asset)) pending.push({ asset, source });
  }
  const sizeOf = ({ asset }: { asset: Asset }): number => asset.variants.get('identity')?.body.length ?? 0;
  pending.sort((a, b) => sizeOf(a) - sizeOf(b));
  return { assets, ready: compressAll(pending) };
}

function listSources(dir: string, isImmutable: (path: string) => boolean): Source[] {
  // No symbolic links: they could lead out of the folder.
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const files = entries.map((entry) => relative(dir, join(entry.parentPath, entry.name)));
  const names = new Set(files);
  return files
    .filter((name) => !(/\.(br|gz)$/.test(name) && names.has(name.replace(/\.(br|gz)$/, ''))))
    .map((name) => {
      const path = `/${name.split(sep).join('/')}`;
      const cacheControl = isImmutable(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
      return { path, file: join(dir, name), cacheControl };
    });
}

function readAsset(source: Source): Asset {
  const asset: Asset = { path: source.path, isHtml: source.path.endsWith('.html'), variants: new Map() };
  addVariant(asset, source, 'identity', readFileSync(source.file));
  for (const [coding, suffix] of [
    ['br', '.br'],
    ['gzip', '.gz'],
  ] as const) {
    if (existsSync(source.file + suffix))
      addVariant(asset, source, coding, readFileSync(source.file + suffix));
  }
  return asset;
}

function isCompressible(path: string, asset: Asset): boolean {
  const size = asset.variants.get('identity')?.body.length ?? 0;
  return size >= smallest && !incompressible.has(extname(path)) && asset.variants.size < 3;
}

async function compressAll(pending: readonly { asset: Asset; source: Source }[]): Promise<void> {
  for (const { asset, source } of pending) {
    const plain = asset.variants.get('identity')?.body;
    if (!plain) continue;
    const quality = plain.length > bestQualityLimit ? 9 : 11;
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    };
    if (!asset.variants.has('br')) addIfSmaller(asset, source, 'br', await brotli(plain, { params }));
    if (!asset.variants.has('gzip')) addIfSmaller(asset, source, 'gzip', await gzipped(plain, { level: 9 }));
  }
}

function addIfSmaller(asset: Asset, source: Source, coding: Coding, body: Buffer): void {
  const plain = asset.variants.get('identity')?.body.length ?? 0;
  if (body.length < plain * 0.95) addVariant(asset, source, coding, body);
}

function addVariant(asset: Asset, source: Source, coding: Coding, body: Buffer): void {
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  asset.variants.set(coding, {
    body,
    headers: {
      'content-type': mediaTypes[extname(source.path).toLowerCase()] ?? 'application/octet-stream',
      'cache-control': source.cacheControl,
      'content-length': String(body.length),
      // Strong, so one per coding (RFC 9110, 8.8.3.3).
      etag: `"${digest}"`,
      ...(!incompressible.has(extname(source.path)) && { vary: 'accept-encoding' }),
      ...(coding !== 'identity' && { 'content-encoding': coding }),
    },
  });
}
