import { randomBytes } from 'node:crypto';
import type Router from '@koa/router';
import { problem } from '@yimen/problem';
import type { Bootstrap, PageView } from '@yimen/shell-contract';
import type { Context } from 'koa';
import { openCompressedStream } from '../http/compressed-stream.ts';
import type { PersonalPages } from '../pages/personal-pages.ts';
import type { Gateway } from '../portlet-gateway/gateway.ts';
import { outOfMaintenance } from '../registry/maintenance/out-of-maintenance.ts';
import type { Registry } from '../registry/registry.ts';
import { presentSession } from '../session/session-view.ts';
import { type Viewer, viewerOf } from '../session/viewer.ts';
import { documentPolicy } from './content-security-policy.ts';
import { confirmationPage, confirmationPolicy, type DevConfirmation } from './dev-confirmation.ts';
import { type DevOverrides, devOverrides } from './dev-override.ts';
import { documentEnd, documentResource, documentStart } from './document-html.ts';
import { placeCode } from './place-code.ts';
import { isShown, prefetch, prefetchRequests } from './prefetch.ts';
import type { ShellAssets, ShellFile } from './shell-assets.ts';
import { startedPart } from './started-part.ts';

type Parts = {
  assets: ShellAssets | undefined;
  personalPages: PersonalPages;
  registry: Registry;
  gateway: Gateway;
  prefetchTimeout: number;
  clock: () => number;
  /** Where frames may lead. */
  frameSources: readonly string[];
  devConfirmation: DevConfirmation;
  figuresSample: number;
  figuresInterval: number;
  minimumRefresh: number;
};
type Found = { status: number; slug: string | null };

/** GET /, /pages/:slug, /compose, /compose/:pageId: the documents of the portal. */
export function addDocumentRoutes(router: Router, parts: Parts): void {
  router.get('/', (ctx) => answer(parts, ctx, (pages) => ({ status: 200, slug: pages.homeSlug })));

  router.get('/pages/:slug', (ctx) =>
    answer(parts, ctx, (pages) => {
      const slug = ctx.params.slug ?? '';
      const isThere = pages.pages.some((page) => page.slug === slug);
      // The shell says that there is no such page; not allowed reads the same (I6).
      return isThere ? { status: 200, slug } : { status: 404, slug: null };
    }),
  );

  router.post('/dev-overrides', (ctx) => confirmDev(parts.devConfirmation, ctx));

  for (const path of ['/compose', '/compose/:pageId']) {
    router.get(path, (ctx) =>
      answer(parts, ctx, () => {
        const { permissions } = presentSession(viewerOf(ctx));
        return { status: permissions.composePages ? 200 : 403, slug: null };
      }),
    );
  }
}

async function answer(
  parts: Parts,
  ctx: Context,
  choose: (pages: Bootstrap['pages']) => Found,
): Promise<void> {
  const { assets } = parts;
  if (!assets) throw problem('service-unavailable', { detail: 'the shell has not been built' });
  const viewer = viewerOf(ctx);
  const query = new URLSearchParams(ctx.querystring);
  const dev = devOverrides(viewer, query);
  if (!parts.devConfirmation.isConfirmed(ctx, viewer, dev)) {
    askAboutDev(parts.devConfirmation, ctx, dev);
    return;
  }
  let status = 200;
  const { pages, page: opened } = await parts.personalPages.open(viewer, (list) => {
    const found = choose(list);
    status = found.status;
    return found.slug;
  });
  const { page, sources } = opened
    ? await placeCode(parts.registry, opened, dev.portlets)
    : { page: null, sources: [] };
  const used = page && outOfMaintenance(page, parts.clock());
  const cspNonce = randomBytes(16).toString('base64');
  const figures = { isSampled: Math.random() < parts.figuresSample, interval: parts.figuresInterval };
  const refresh = { minimumSeconds: parts.minimumRefresh };
  const session = presentSession(viewer);
  const bootstrap: Bootstrap = { session, pages, page, cspNonce, figures, refresh };
  const started = used && startedPart(used, query);
  const preloads = started ? preloadsOf(started, assets, dev) : [];
  const head = documentStart({ bootstrap, assets, preloads });
  writeHead(ctx, status, documentPolicy(cspNonce, parts.frameSources, dev.origins, sources));
  if (ctx.method === 'HEAD') {
    ctx.res.end();
    return;
  }
  await stream(parts, ctx, viewer, { head, requests: started ? prefetchRequests(started, query) : [] });
}

/** Nobody's code runs in the portal because she followed a link: a developer says that it is her own. */
function askAboutDev(confirmation: DevConfirmation, ctx: Context, dev: DevOverrides): void {
  const viewer = viewerOf(ctx);
  const nonce = randomBytes(16).toString('base64');
  const rest = new URLSearchParams(ctx.querystring);
  rest.delete('dev');
  ctx.set('content-security-policy', confirmationPolicy(nonce));
  ctx.set('cache-control', 'no-store');
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = confirmationPage({
    locale: viewer.locale,
    nonce,
    dev,
    proof: confirmation.proofOf(viewer),
    target: ctx.path + ctx.search,
    without: rest.size > 0 ? `${ctx.path}?${rest}` : ctx.path,
  });
}

const TARGET = /^\/(?:compose(?:\/[^/?#\\]*)?|pages\/[^/?#\\]*)?\?[\x21-\x7e]*$/;

/** POST /dev-overrides, from the page that asks. */
function confirmDev(confirmation: DevConfirmation, ctx: Context): void {
  const viewer = viewerOf(ctx);
  const { proof, target } = (ctx.request.body ?? {}) as { proof?: unknown; target?: unknown };
  const site = ctx.get('sec-fetch-site');
  const isForeign = site !== '' && site !== 'same-origin';
  if (isForeign || !confirmation.isProof(viewer, proof)) throw problem('cross-site-request');
  if (typeof target !== 'string' || !TARGET.test(target)) throw problem('invalid-input');
  const query = new URLSearchParams(target.slice(target.indexOf('?')));
  confirmation.confirm(ctx, viewer, devOverrides(viewer, query));
  ctx.status = 303;
  ctx.redirect(target);
}

/** Sends the page at once, then each answer of a service as it comes, and ends after the slowest or the limit. */
async function stream(
  parts: Parts,
  ctx: Context,
  viewer: Viewer,
  content: { head: string; requests: ReturnType<typeof prefetchRequests> },
): Promise<void> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), parts.prefetchTimeout);
  ctx.res.once('close', () => stop.abort());
  const document = openCompressedStream(ctx);
  document.write(content.head);
  const asking = prefetch(
    { gateway: parts.gateway, viewer, requestId: ctx.state.requestId, signal: stop.signal },
    content.requests,
    (url, found) => document.write(documentResource(url, found)),
  );
  // A service may ignore that it was given up; the document does not wait for it.
  const given = new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()));
  await Promise.race([asking, given]);
  stop.abort();
  clearTimeout(timer);
  if (!ctx.res.destroyed) document.end(documentEnd);
}

function writeHead(ctx: Context, status: number, policy: string): void {
  ctx.respond = false;
  const { res } = ctx;
  res.statusCode = status;
  res.setHeader('content-type', 'text/html; charset=utf-8');
  res.setHeader('cache-control', 'no-store');
  res.setHeader('content-security-policy', policy);
  res.setHeader('vary', 'accept-encoding, cookie');
}

/** Entries of exactly the portlets that are shown, and the shared packages that they load on first use (I1). */
function preloadsOf(page: PageView, assets: ShellAssets, dev: DevOverrides): ShellFile[] {
  const names = new Set(page.windows.filter(isShown).map((window) => window.portlet));
  const releases = [...names].flatMap((name) => page.releases[name] ?? []).filter(({ held }) => !held);
  const shared = releases.flatMap((release) => Object.keys(release.needs)).flatMap(assets.sharedPackage);
  // A frame's page is no module.
  const published = releases.filter(
    ({ name, descriptor }) => !dev.portlets.has(name) && descriptor.adapter !== 'frame',
  );
  const files = [...shared, ...published.map(({ entry, integrity }) => ({ url: entry, integrity }))];
  return [...new Map(files.map((file) => [file.url, file])).values()];
}
