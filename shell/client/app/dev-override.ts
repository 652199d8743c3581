import type { JsonValue, PortletDescriptor } from '@yimen/portlet-sdk';
import type { PageView, ReleaseView, SessionView, WindowView } from '@yimen/shell-contract';
import { placeNew } from '@yimen/shell-contract/layout';

/** Releases that stand for portlets under development, by portlet name. */
export type DevReleases = Readonly<Record<string, ReleaseView>>;

/** What a page with `?dev=` shows from development servers. */
export type DevPortlets = {
  readonly releases: DevReleases;
  /** Sample answers of each portlet's resources, for one that was never published. */
  readonly samples: Readonly<Record<string, DevSamples>>;
  /** Addresses that did not answer. */
  readonly silent: readonly string[];
  /** The person may not develop portlets here, so nothing was asked for. */
  readonly isRefused: boolean;
};

/** Sample answers by resource. */
export type DevSamples = Readonly<Record<string, JsonValue>>;

/** Nothing is developed on this page. */
export const noDevPortlets: DevPortlets = { releases: {}, samples: {}, silent: [], isRefused: false };

/**
 * Reads `?dev=<portlet>=http://localhost:5301/remoteEntry.js` and asks each development server for the descriptor.
 * Only a portlet developer's document allows these addresses in its Content-Security-Policy; for anybody else they are
 * ignored here already. A server that does not answer leaves the published release in place.
 */
export async function loadDevPortlets(
  values: readonly string[],
  permissions: SessionView['permissions'],
): Promise<DevPortlets> {
  if (values.length === 0) return noDevPortlets;
  if (!permissions.publishPortlets) return { ...noDevPortlets, isRefused: true };
  const answers = await Promise.all(
    values.map(async (value) => ({ value, found: await readPortlet(value) })),
  );
  const found = answers.flatMap((answer) => (answer.found ? [answer.found] : []));
  return {
    ...noDevPortlets,
    releases: Object.fromEntries(found.map(({ release }) => [release.name, release])),
    samples: Object.fromEntries(found.map(({ release, samples }) => [release.name, samples])),
    silent: answers.filter((answer) => !answer.found).map(({ value }) => value.slice(value.indexOf('=') + 1)),
  };
}

async function readPortlet(value: string): Promise<{ release: ReleaseView; samples: DevSamples } | null> {
  const at = value.indexOf('=');
  const entry = at > 0 ? URL.parse(value.slice(at + 1)) : null;
  if (!entry || !['localhost', '127.0.0.1', '[::1]'].includes(entry.hostname)) return null;
  const read = async <T>(path: string) => {
    const response = await fetch(new URL(path, entry), { credentials: 'omit' });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as T;
  };
  try {
    const [descriptor, samples] = await Promise.all([
      read<PortletDescriptor>('portlet.json'),
      // Other development servers have none.
      read<DevSamples>('@yimen/samples.json').catch(() => ({})),
    ]);
    const release: ReleaseView = {
      name: value.slice(0, at),
      version: `${descriptor.version}-dev`,
      descriptor,
      entry: entry.href,
      integrity: '',
      needs: { '@yimen/ui': '*' },
      hasStyles: false,
    };
    return { release, samples };
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
