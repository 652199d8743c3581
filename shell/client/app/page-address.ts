import type { PortletMode } from '@yimen/portlet-sdk';
import type { RenderState, WindowRenderState } from '../portlet-container/container-ports.ts';

/** Which screen of the shell the address means. */
export type Screen =
  | { readonly kind: 'page'; readonly slug: string | null }
  | { readonly kind: 'compose'; readonly pageId: string | null };

/** The address of the browser, read. The shell owns it; its form is part of the contract with portlets' links. */
export type PageAddress = {
  readonly screen: Screen;
  readonly state: RenderState;
  readonly dev: readonly string[];
  /** The portlets that may start by themselves; none in safe mode, null for all. */
  readonly only: readonly string[] | null;
};

const modes: readonly PortletMode[] = ['view', 'edit', 'help'];

/** Names that are not public render parameters. */
const reserved = new Set(['max', 'dev', 'safe', 'only']);

/**
 * Reads an address: `/pages/home?unit=edu&w.<window>.<name>=…&mode.<window>=edit&max=<window>`. What it does not
 * know is a public render parameter; a mode that does not exist reads as `view`.
 */
export function parseAddress(pathname: string, search: string): PageAddress {
  const query = new URLSearchParams(search);
  const parameters: Record<string, string> = {};
  const windows: Record<string, WindowRenderState> = {};
  const change = (id: string, part: Partial<WindowRenderState>) => {
    windows[id] = { ...(windows[id] ?? { parameters: {}, mode: 'view' }), ...part };
  };
  for (const [name, value] of query) {
    const own = /^w\.([^.]+)\.(.+)$/.exec(name);
    const mode = /^mode\.(.+)$/.exec(name);
    if (own?.[1] && own[2])
      change(own[1], { parameters: { ...windows[own[1]]?.parameters, [own[2]]: value } });
    else if (mode?.[1]) change(mode[1], { mode: modes.find((known) => known === value) ?? 'view' });
    else if (!reserved.has(name)) parameters[name] = value;
  }
  return {
    screen: parseScreen(pathname),
    state: { parameters, windows, maximized: query.get('max') },
    dev: query.getAll('dev'),
    only: parseOnly(query),
  };
}

/** The address as text, parameters in a fixed order, so that equal states have equal addresses. */
export function formatAddress({ screen, state, dev, only }: PageAddress): string {
  const query = new URLSearchParams();
  for (const [name, value] of byName(state.parameters)) query.append(name, value);
  for (const [id, { parameters, mode }] of byName(state.windows)) {
    for (const [name, value] of byName(parameters)) query.append(`w.${id}.${name}`, value);
    if (mode !== 'view') query.append(`mode.${id}`, mode);
  }
  if (state.maximized !== null) query.append('max', state.maximized);
  for (const origin of dev) query.append('dev', origin);
  if (only?.length === 0) query.append('safe', '1');
  else if (only) query.append('only', only.join(','));
  const text = query.toString();
  return `${formatScreen(screen)}${text ? `?${text}` : ''}`;
}

/** `?safe=1` starts no portlet, `?only=a,b` starts these. */
function parseOnly(query: URLSearchParams): readonly string[] | null {
  if (query.get('safe') === '1') return [];
  const names = query.get('only')?.split(',').filter(Boolean) ?? [];
  return names.length > 0 ? names : null;
}

function parseScreen(pathname: string): Screen {
  const [, first, second] = pathname.split('/');
  if (first === 'compose') return { kind: 'compose', pageId: second ? decodeURIComponent(second) : null };
  if (first === 'pages' && second) return { kind: 'page', slug: decodeURIComponent(second) };
  return { kind: 'page', slug: null };
}

function formatScreen(screen: Screen): string {
  if (screen.kind === 'compose')
    return screen.pageId ? `/compose/${encodeURIComponent(screen.pageId)}` : '/compose';
  return screen.slug ? `/pages/${encodeURIComponent(screen.slug)}` : '/';
}

function byName<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
