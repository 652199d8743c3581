import type { ReleaseView, SessionView } from '@yimen/shell-contract';

/** Containers of portlets under development, by portlet name. */
export type DevEntries = Readonly<Record<string, string>>;

/**
 * Reads `?dev=<portlet>=http://localhost:5301/remoteEntry.js`. Only a portlet developer's document allows these
 * addresses in its Content-Security-Policy; for anybody else they are ignored here already.
 */
export function readDevEntries(
  values: readonly string[],
  permissions: SessionView['permissions'],
): DevEntries {
  if (!permissions.publishPortlets) return {};
  const entries = values.flatMap((value): [string, string][] => {
    const at = value.indexOf('=');
    const url = at > 0 ? URL.parse(value.slice(at + 1)) : null;
    const isOwnMachine = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
    return url && isOwnMachine ? [[value.slice(0, at), url.href]] : [];
  });
  return Object.fromEntries(entries);
}

/** A page's releases with those under development in the place of the published ones. */
export function withDevEntries(
  releases: Readonly<Record<string, ReleaseView>>,
  entries: DevEntries,
): Readonly<Record<string, ReleaseView>> {
  const replaced = Object.entries(entries).flatMap(([name, entry]): [string, ReleaseView][] => {
    const release = releases[name];
    return release ? [[name, { ...release, version: `${release.version}-dev`, entry, integrity: '' }]] : [];
  });
  return replaced.length === 0 ? releases : { ...releases, ...Object.fromEntries(replaced) };
}

const prepared = new Map<string, Promise<void>>();

/** Makes the page ready for modules of a Vite development server: React Refresh and hot updates. */
export function prepareDevOrigin(entry: string): Promise<void> {
  const { origin } = new URL(entry);
  const known = prepared.get(origin) ?? connectDevServer(origin);
  prepared.set(origin, known);
  return known;
}

type RefreshGlobals = {
  $RefreshReg$?: () => void;
  $RefreshSig$?: () => (type: unknown) => unknown;
  __vite_plugin_react_preamble_installed__?: boolean;
};

async function connectDevServer(origin: string): Promise<void> {
  const refresh = (await import(/* @vite-ignore */ `${origin}/@react-refresh`)) as {
    injectIntoGlobalHook(target: Window): void;
  };
  refresh.injectIntoGlobalHook(window);
  const globals = window as RefreshGlobals;
  globals.$RefreshReg$ = () => undefined;
  globals.$RefreshSig$ = () => (type) => type;
  globals.__vite_plugin_react_preamble_installed__ = true;
  await import(/* @vite-ignore */ `${origin}/@vite/client`);
}
