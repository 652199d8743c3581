import type { PortletDescriptor } from '@yimen/portlet-sdk';
import type { PageView, ReleaseView, SessionView, WindowView } from '@yimen/shell-contract';
import { placeNew } from '@yimen/shell-contract/layout';

/** Releases that stand for portlets under development, by portlet name. */
export type DevReleases = Readonly<Record<string, ReleaseView>>;

/**
 * Reads `?dev=<portlet>=http://localhost:5301/remoteEntry.js` and asks each development server for the descriptor.
 * Only a portlet developer's document allows these addresses in its Content-Security-Policy; for anybody else they are
 * ignored here already. A server that does not answer leaves the published release in place.
 */
export async function loadDevReleases(
  values: readonly string[],
  permissions: SessionView['permissions'],
): Promise<DevReleases> {
  if (!permissions.publishPortlets) return {};
  const releases = await Promise.all(values.map(readRelease));
  return Object.fromEntries(releases.flatMap((release) => (release ? [[release.name, release]] : [])));
}

async function readRelease(value: string): Promise<ReleaseView | null> {
  const at = value.indexOf('=');
  const entry = at > 0 ? URL.parse(value.slice(at + 1)) : null;
  if (!entry || !['localhost', '127.0.0.1', '[::1]'].includes(entry.hostname)) return null;
  try {
    const response = await fetch(new URL('portlet.json', entry), { credentials: 'omit' });
    const descriptor = (await response.json()) as PortletDescriptor;
    return {
      name: value.slice(0, at),
      version: `${descriptor.version}-dev`,
      descriptor,
      entry: entry.href,
      integrity: '',
      needs: { '@yimen/ui': '*' },
      hasStyles: false,
    };
  } catch {
    return null;
  }
}

/**
 * A page with the portlets under development in the place of the published ones. One that is not on the page yet gets
 * a window at its end, so that a portlet can be tried before it was ever published; nothing of that window is saved.
 */
export function withDevReleases(view: PageView, dev: DevReleases): PageView {
  const missing = Object.values(dev).filter(
    ({ name }) => !view.windows.some(({ portlet, isHidden }) => portlet === name && !isHidden),
  );
  const windows = view.windows.map((window) =>
    dev[window.portlet] ? { ...window, unavailable: null } : window,
  );
  for (const release of missing) windows.push(devWindow(windows, release));
  return { ...view, windows, releases: { ...view.releases, ...dev } };
}

function devWindow(windows: readonly WindowView[], { name, descriptor }: ReleaseView): WindowView {
  return {
    id: `dev-${name}`,
    portlet: name,
    place: placeNew(windows, descriptor.size),
    preferences: {},
    locks: ['move', 'resize', 'remove', 'configure'],
    origin: 'personal',
    isMinimized: false,
    isHidden: false,
    readOnlyPreferences: [],
    unavailable: null,
  };
}

const prepared = new Map<string, Promise<void>>();

/** Makes the page ready for modules of a Vite development server; once for each server. */
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

/** What Vite's React plugin expects of a page (`mf-findings.md` section 7); a server without it needs nothing. */
async function connectDevServer(origin: string): Promise<void> {
  try {
    const refresh = (await import(/* @vite-ignore */ `${origin}/@react-refresh`)) as {
      injectIntoGlobalHook(target: Window): void;
    };
    refresh.injectIntoGlobalHook(window);
    const globals = window as RefreshGlobals;
    globals.$RefreshReg$ = () => undefined;
    globals.$RefreshSig$ = () => (type) => type;
    globals.__vite_plugin_react_preamble_installed__ = true;
  } catch {
    // `yimen dev` brings new code into windows by itself.
  }
}
