import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startYimen, type Yimen } from '@yimen/launcher';
import { type BenchComponent, writeComponents } from './components/write-components.ts';
import { buildHost, buildRemotes } from './federation/build-federation.ts';
import { type BuiltMonolith, buildMonolith } from './monolith/build-monolith.ts';
import { connectBench } from './portal/connect-bench.ts';
import { publishComponents } from './portal/publish-components.ts';
import { publishPage } from './portal/publish-page.ts';
import { type StartedProgram, startProgram } from './services/start-program.ts';

/** A page that is measured. */
export type Variant = { name: string; count: number; url: string };

/** Everything that runs while pages are measured. */
export type Bench = {
  portalUrl: string;
  monolithUrl: string;
  variants: Variant[];
  /** What each side is and pays, for the reader of the figures. */
  about: string[];
  stop(): Promise<void>;
};

const say = (line: string) => void process.stdout.write(`  ${line}\n`);

/** Starts a Yimen of its own, publishes the components to it, and starts the monolith of the same components. */
export async function startBench({
  root,
  counts,
}: {
  root: string;
  counts: readonly number[];
}): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'yimen-bench-pages-'));
  const programs: StartedProgram[] = [];
  let yimen: Yimen | undefined;
  const stop = async () => {
    for (const program of programs) await program.stop();
    await yimen?.stop();
    if (!process.env.BENCH_KEEP) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const source = join(folder, 'src');
    mkdirSync(source);
    const components = writeComponents(source, root, Math.max(...counts));
    const monoliths = await buildMonoliths(source, components, counts);
    const remotes = await buildRemotes(source, components);
    say(`built ${monoliths.map(({ name }) => name).join(', ')} and ${remotes.length} remotes`);
    yimen = await startYimen({
      dataDir: join(folder, 'data'),
      ports: 'free',
      profile: 'demonstration',
      without: ['todo', 'notices', 'contacts', 'budget', 'payments'],
      env: process.env,
      say,
    });
    const addresses = await connectPrograms({ yimen, folder, monoliths, remotes, programs });
    const bytes = await publishComponents(yimen, components);
    say(`published ${components.length * 2} portlets`);
    const variants = await publishPages({ yimen, components, counts, monolithUrl: addresses.monolithUrl });
    const about = [
      `${components.length} components, ${(bytes / components.length / 1024).toFixed(1)} KB each as a portlet (one file with its CSS, not compressed).`,
      'Every load: session from the cookie in SQLite on both sides, immutable files with brotli, HTTP/1.1 on loopback.',
      'monolith: one bundle and one style sheet; its data from its own process, without token and gateway.',
      'lazy: the same with a chunk and a style sheet per component.',
      'federation: the same with every component a remote of the official Vite plugin, its defaults on both sides.',
      'portlets: independently published; each request through the gateway with an exchanged token to another process.',
      'prefetched: the same portlets with "prefetch": true, their data streamed in the document.',
    ];
    return {
      portalUrl: yimen.urls.portal,
      monolithUrl: `${addresses.monolithUrl}/mono-${counts[0]}`,
      variants,
      about,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function buildMonoliths(
  folder: string,
  components: readonly BenchComponent[],
  counts: readonly number[],
): Promise<BuiltMonolith[]> {
  const built: BuiltMonolith[] = [];
  for (const count of counts) {
    for (const isLazy of [false, true]) {
      built.push(await buildMonolith({ folder, components: components.slice(0, count), isLazy }));
    }
    built.push(await buildHost(folder, components.slice(0, count)));
  }
  return built;
}

async function connectPrograms(o: {
  yimen: Yimen;
  folder: string;
  monoliths: readonly BuiltMonolith[];
  remotes: readonly BuiltMonolith[];
  programs: StartedProgram[];
}): Promise<{ monolithUrl: string }> {
  const [servicePort, monolithPort] = [await freePort(), await freePort()];
  const monolithUrl = `http://localhost:${monolithPort}`;
  const { monolithSecret } = await connectBench(o.yimen, {
    serviceUrl: `http://localhost:${servicePort}`,
    monolithUrl,
  });
  const script = (path: string) => join(import.meta.dirname, path);
  const env = { YIMEN_ISSUER: o.yimen.urls.sso };
  o.programs.push(
    await startProgram({
      script: script('services/bench-service.ts'),
      port: servicePort,
      env,
      logFile: join(o.folder, 'bench-service.log'),
    }),
    await startProgram({
      script: script('monolith/monolith-server.ts'),
      port: monolithPort,
      logFile: join(o.folder, 'monolith.log'),
      env: {
        ...env,
        YIMEN_PUBLIC_URL: monolithUrl,
        YIMEN_CLIENT_SECRET: monolithSecret,
        YIMEN_SECRET: randomBytes(32).toString('base64url'),
        YIMEN_DATABASE_URL: `sqlite:${join(o.folder, 'monolith.db')}`,
        BENCH_SITES: JSON.stringify(o.monoliths),
        BENCH_REMOTES: JSON.stringify(o.remotes),
      },
    }),
  );
  return { monolithUrl };
}

async function publishPages(o: {
  yimen: Yimen;
  components: readonly BenchComponent[];
  counts: readonly number[];
  monolithUrl: string;
}): Promise<Variant[]> {
  const variants: Variant[] = [];
  for (const count of o.counts) {
    for (const [name, site] of [
      ['monolith', 'mono'],
      ['lazy', 'lazy'],
      ['federation', 'federation'],
    ] as const) {
      variants.push({ name, count, url: `${o.monolithUrl}/${site}-${count}` });
    }
    for (const isPrefetched of [false, true]) {
      const slug = `bench-${count}${isPrefetched ? '-prefetched' : ''}`;
      const names = o.components.slice(0, count).map(({ portlets }) => {
        return portlets.find((portlet) => portlet.isPrefetched === isPrefetched)?.name ?? '';
      });
      await publishPage(o.yimen, slug, names);
      variants.push({
        name: isPrefetched ? 'prefetched' : 'portlets',
        count,
        url: `${o.yimen.urls.portal}/pages/${slug}`,
      });
    }
  }
  return variants;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
