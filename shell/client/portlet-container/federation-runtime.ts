import { createInstance } from '@module-federation/runtime';
import * as runtimeCore from '@module-federation/runtime/core';
import type { LoadExposed, ShareScope } from './federation.ts';

/**
 * The runtime of Module Federation, for containers of producers that rely on it: the official plugins of Vite and
 * rspack. A chunk of its own, since a page of Yimen's own containers does without it.
 *
 * @returns loads what a container exposes, by its name and address
 */
export function startRuntime(shared: ShareScope): (name: string, entry: string) => LoadExposed {
  // Containers that were built with `externalRuntime` run on the shell's copy (3 KB here instead of 60 KB in each).
  (globalThis as { _FEDERATION_RUNTIME_CORE?: object })._FEDERATION_RUNTIME_CORE = runtimeCore;
  const instance = createInstance({ name: 'shell', remotes: [], shared: toShares(shared) });
  return (name, entry) => {
    instance.registerRemotes([{ name, entry, type: 'module' }]);
    return (exposed) => instance.loadRemote<object>(exposed.replace(/^\./, name));
  };
}

type Shares = Parameters<typeof createInstance>[0]['shared'];

function toShares(shared: ShareScope): Shares {
  return Object.fromEntries(
    Object.entries(shared).flatMap(([name, versions]) =>
      Object.entries(versions).map(([version, share]) => [
        name,
        {
          version,
          scope: 'default',
          shareConfig: { singleton: true, requiredVersion: `^${version}`, eager: 'lib' in share },
          ...share,
        },
      ]),
    ),
  ) as Shares;
}
