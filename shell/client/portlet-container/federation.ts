import type { PortletDefinition } from '@yimen/portlet-sdk';
import { problem } from '@yimen/problem';
import { createFileCheck, type FileCheck } from './file-check.ts';
import type { SharedModule } from './shared-modules.ts';

/** What a release's container exposes. */
export type LoadedRelease = { readonly definition: PortletDefinition; readonly styles: CSSStyleSheet | null };

/** What the container needs to know to load code. */
export type ReleaseCode = {
  readonly name: string;
  readonly version: string;
  readonly entry: string;
  readonly integrity: string;
  readonly hasStyles: boolean;
  /** Integrity of the other scripts and style sheets, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** The portal's own copy of an entry that is at another origin. */
  readonly ownEntry?: string;
};

/** Loads federation containers. */
export type Federation = {
  /**
   * Loads a release's code.
   * @param attempt 0 at first; a later attempt has a name and an address of its own, since a hung or failed import
   *   stays what it is in the browser's module map
   */
  load(release: ReleaseCode, attempt: number): Promise<LoadedRelease>;
};

/** What a federation host offers: package → version → the shell's copy, at hand (`lib`) or to be loaded (`get`). */
export type ShareScope = Readonly<Record<string, Readonly<Record<string, Share>>>>;
type Share =
  | { readonly lib: () => object; readonly from: string }
  | { readonly get: () => Promise<() => object>; readonly from: string };

/** Loads what a container exposes under a name like `./portlet`. */
export type LoadExposed = (exposed: string) => Promise<object | null>;

/** The browser's own `import()`; a test runner replaces the one that it finds in source code. */
type ImportModule = (address: string) => Promise<object>;

/** What differs in tests and in a page without a portal. */
type FederationParts = {
  readonly importModule?: ImportModule;
  readonly files?: FileCheck;
  /** A release's modules are there and are evaluated now (`todo@1.2.0`). @returns that they have been */
  readonly evaluating?: (release: string) => () => void;
};

/** A container as its module exports it. */
type FederationContainer = {
  readonly init?: (scope: ShareScope) => Promise<void> | void;
  readonly get?: (exposed: string) => Promise<() => object>;
  /** False: `init` and `get` are all there is to it. Containers of `yimen build` say so. */
  readonly needsRuntime?: boolean;
};

/**
 * The shell's side of Module Federation: no build plugin, no remote known before a page names it, one shared copy of
 * each package (`mf-findings.md` section 1). A container of `yimen build` is given the share scope directly; only one
 * of another producer brings in the federation runtime (README).
 */
export function createFederation(
  shared: Readonly<Record<string, SharedModule>>,
  {
    importModule = (address) => import(/* @vite-ignore */ address),
    files = createFileCheck(() => undefined),
    evaluating = () => () => undefined,
  }: FederationParts = {},
): Federation {
  const scope: ShareScope = Object.fromEntries(
    Object.entries(shared).map(([name, module]) => [name, { [module.version]: toShare(module) }]),
  );
  let runtime: Promise<(name: string, entry: string) => LoadExposed> | null = null;
  const loadRuntime = () => {
    runtime ??= import('./federation-runtime.ts').then(({ startRuntime }) => startRuntime(scope));
    // A chunk that could not be had is asked for again with the next attempt.
    runtime.catch(() => {
      runtime = null;
    });
    return runtime;
  };

  async function open(name: string, entry: string): Promise<LoadExposed> {
    const container = (await importModule(entry)) as FederationContainer;
    const { init, get, needsRuntime } = container;
    if (needsRuntime !== false || !init || !get) return (await loadRuntime())(name, entry);
    await init(scope);
    return async (exposed) => (await get(exposed))();
  }

  return {
    async load(release, attempt) {
      const id = `${release.name}@${release.version}`;
      const entry = attemptAddress(release, attempt);
      // Federation does not verify what it imports (`mf-findings.md` section 5).
      await files.check(release, entry);
      const opened = open(attempt === 0 ? id : `${id}~${attempt}`, entry);
      const loaded = opened.then((load) => read(release, load)).finally(evaluating(id));
      return loaded.catch(async (error: unknown) => {
        throw await files.explain(release, entry, error);
      });
    },
  };
}

async function read(release: ReleaseCode, load: LoadExposed): Promise<LoadedRelease> {
  const [code, styles] = (await Promise.all([
    load('./portlet'),
    release.hasStyles ? load('./styles') : null,
  ])) as [{ portlet?: PortletDefinition } | null, { styles?: CSSStyleSheet } | null];
  if (!code?.portlet) {
    throw problem('portlet-load-failed', {
      detail: `${release.name}@${release.version} exposes no "portlet"`,
    });
  }
  return { definition: code.portlet, styles: styles?.styles ?? null };
}

function toShare(module: SharedModule): Share {
  if ('module' in module) return { lib: () => module.module, from: 'shell' };
  return { get: () => module.load().then((loaded) => () => loaded), from: 'shell' };
}

/** What failed at another origin is taken from the portal's own copy. */
function attemptAddress({ entry, ownEntry = entry }: ReleaseCode, attempt: number): string {
  const address = new URL(attempt > 0 ? ownEntry : entry, document.baseURI);
  if (attempt > 0) address.searchParams.set('retry', String(attempt));
  return address.href;
}
