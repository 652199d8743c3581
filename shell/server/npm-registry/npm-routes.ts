import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { problem } from '@yimen/problem';
import type { Context, Middleware } from 'koa';
import { createPackageCatalogue, type OfferedPackage } from './package-catalogue.ts';

const PREFIX = '/npm/';
const archivePath = /^((?:@[^/]+\/)?[^/]+)\/-\/([^/]+\.tgz)$/;

/**
 * GET /npm/<package> and /npm/<package>/-/<archive>: a registry that npm, pnpm and yarn install the packages of Yimen from,
 * to read only. It needs no session: what it serves is the same for everybody and secret from nobody, and npm has no
 * cookies.
 *
 * @param o folder of the packages, and the portal's address for browsers and npm
 */
export function npmRegistry(o: { npmPackages: string; publicUrl: string }): Middleware {
  const catalogue = createPackageCatalogue(o.npmPackages);
  const addressOf = ({ name, file }: OfferedPackage) => `${o.publicUrl}${PREFIX}${name}/-/${file}`;

  async function answer(ctx: Context, path: string): Promise<void> {
    // npm asks for nothing else; `npm ping` does.
    if (path === '' || path === '-/ping') return list(ctx);
    const [, ofArchive, file] = archivePath.exec(path) ?? [];
    const found = await catalogue.find(ofArchive ?? path);
    if (!found) throw problem('not-found');
    if (ofArchive === undefined) {
      ctx.set('cache-control', 'public, max-age=60');
      ctx.body = packument(found, addressOf);
      return;
    }
    const one = found.versions.find((version) => version.file === file);
    if (!one) throw problem('not-found');
    await sendArchive(ctx, one);
  }

  async function list(ctx: Context): Promise<void> {
    const packages = Object.fromEntries(
      (await catalogue.newest()).map(({ name, version }) => [name, version]),
    );
    ctx.set('cache-control', 'no-cache');
    ctx.body = {
      packages,
      start: `npm create @yimen/portlet --registry ${o.publicUrl}${PREFIX} -- my-portlet`,
    };
  }

  return async (ctx, next) => {
    if (!ctx.path.startsWith(PREFIX)) return await next();
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      ctx.set('allow', 'GET, HEAD');
      throw problem('method-not-allowed');
    }
    await answer(ctx, decoded(ctx.path.slice(PREFIX.length)));
  };
}

/** npm writes the slash of a scope as %2f. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw problem('not-found');
  }
}

/** What npm reads to choose a version: its packument. */
function packument(
  { versions, latest }: { versions: OfferedPackage[]; latest: string },
  addressOf: (one: OfferedPackage) => string,
): object {
  const described = versions.map((one): [string, object] => {
    const { integrity, shasum, unpackedSize, fileCount } = one;
    const dist = { tarball: addressOf(one), integrity, shasum, unpackedSize, fileCount };
    return [one.version, { ...one.manifest, name: one.name, version: one.version, dist }];
  });
  return {
    name: versions[0]?.name,
    'dist-tags': { latest },
    versions: Object.fromEntries(described),
  };
}

async function sendArchive(ctx: Context, { archive, integrity }: OfferedPackage): Promise<void> {
  const { size } = await stat(archive);
  ctx.set('cache-control', 'public, max-age=31536000, immutable');
  const etag = `"${integrity.slice(7, 39)}"`;
  ctx.set('etag', etag);
  ctx.type = 'application/octet-stream';
  ctx.status = 200;
  if (ctx.get('if-none-match').includes(etag)) {
    ctx.status = 304;
    return;
  }
  ctx.length = size;
  ctx.body = createReadStream(archive);
}
