import { createInstance } from '@module-federation/runtime';
import * as runtimeCore from '@module-federation/runtime/core';
import type { PortletDefinition } from '@yimen/portlet-sdk';
import { problem } from '@yimen/problem';
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

/**
 * The shell's side of Module Federation: no build plugin, no remote known before a page names it, one shared copy of
 * each package (`mf-findings.md` section 1).
 */
export function createFederation(shared: Readonly<Record<string, SharedModule>>): Federation {
  // Containers of other producers that were built with `externalRuntime` run on the shell's copy (3 KB here instead of
  // 60 KB in each of them).
  (globalThis as { _FEDERATION_RUNTIME_CORE?: object })._FEDERATION_RUNTIME_CORE = runtimeCore;
  const instance = createInstance({
    name: 'shell',
    remotes: [],
    shared: Object.fromEntries(Object.entries(shared).map(([name, share]) => [name, toShare(share)])),
  });
  return {
    async load(release, attempt) {
      const id = `${release.name}@${release.version}`;
      const name = attempt === 0 ? id : `${id}~${attempt}`;
      const entry = attemptAddress(release.entry, attempt);
      preloadEntry(entry, release.integrity);
      instance.registerRemotes([{ name, entry, type: 'module' }]);
      const [code, styles] = await Promise.all([
        instance.loadRemote<{ portlet?: PortletDefinition }>(`${name}/portlet`),
        release.hasStyles ? instance.loadRemote<{ styles?: CSSStyleSheet }>(`${name}/styles`) : null,
      ]);
      if (!code?.portlet) {
        throw problem('portlet-load-failed', { detail: `${id} exposes no "portlet"` });
      }
      return { definition: code.portlet, styles: styles?.styles ?? null };
    },
  };
}

function toShare(share: SharedModule) {
  const settings = {
    version: share.version,
    scope: 'default',
    shareConfig: { singleton: true, requiredVersion: `^${share.version}`, eager: 'module' in share },
  };
  if ('module' in share) return { ...settings, lib: () => share.module };
  return { ...settings, get: () => share.load().then((module) => () => module) };
}

function attemptAddress(entry: string, attempt: number): string {
  const address = new URL(entry, document.baseURI);
  if (attempt > 0) address.searchParams.set('retry', String(attempt));
  return address.href;
}

/**
 * Federation does not verify what it imports; a `modulepreload` with integrity does, and the import that follows
 * joins it (`mf-findings.md` section 5). The document carries these links for the page's own portlets.
 */
function preloadEntry(href: string, integrity: string): void {
  if (integrity === '' || preloadedEntries().has(href)) return;
  preloadedEntries().add(href);
  const link = document.createElement('link');
  link.rel = 'modulepreload';
  link.crossOrigin = 'anonymous';
  link.integrity = integrity;
  link.href = href;
  document.head.append(link);
}

let preloaded: Set<string> | null = null;

function preloadedEntries(): Set<string> {
  preloaded ??= new Set(
    Array.from(
      document.head.querySelectorAll<HTMLLinkElement>('link[rel="modulepreload"]'),
      ({ href }) => href,
    ),
  );
  return preloaded;
}
