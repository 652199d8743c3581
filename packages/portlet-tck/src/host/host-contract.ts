import type { JsonValue, Locale, PortletDescriptor, PortletMode } from '@yimen/portlet-sdk/descriptor';

/** The release under test, as the portal server would describe it to the shell. */
export type HostRelease = {
  readonly name: string;
  readonly version: string;
  readonly descriptor: PortletDescriptor;
  /** Address of the entry on the kit's own server. */
  readonly entry: string;
  readonly integrity: string;
  readonly needs: Readonly<Record<string, string>>;
  readonly hasStyles: boolean;
};

/** The person who is signed in on the kit's page. */
export type HostUser = {
  readonly sub: string;
  readonly name: string;
  readonly username: string;
  readonly roles: readonly string[];
  readonly unit: { readonly id: string; readonly name: Readonly<Record<Locale, string>> } | null;
  readonly post: { readonly id: string; readonly name: Readonly<Record<Locale, string>> } | null;
};

/** What the page begins with; no window is open yet. */
export type HostStart = {
  readonly release: HostRelease;
  readonly user: HostUser;
  readonly locale: Locale;
  /** Stored preferences of every window. */
  readonly preferences: Readonly<Record<string, JsonValue>>;
};

/** What a window shows. */
export type HostWindowState = {
  readonly status: 'loading' | 'ready' | 'failed' | 'closed';
  /** `load: <problem>` or `render: <problem>` when it failed. */
  readonly failure: string | null;
  /** Loading, or reading data. */
  readonly isBusy: boolean;
  readonly errors: readonly string[];
};

/** An event that came out of the portlet, as another window of the page heard it. */
export type HeardEvent = { readonly name: string; readonly payload: JsonValue };

/** What the kit asks of its page: the levers that a person and the shell have. */
export type ConformanceHost = {
  /** Makes container and page; the shared packages that the release needs are loaded when it resolves. */
  start(start: HostStart): Promise<void>;
  openWindow(id: string): void;
  closeWindow(id: string): void;
  state(id: string): HostWindowState;
  /** Evaluates the release's code without showing anything. */
  loadCode(): Promise<void>;
  /** What the entry exports as `init` and `get`, by `typeof`. */
  exportedKinds(): Promise<readonly string[]>;
  /** What a mode loads to be shown, for a debugger to look at; undefined for a mode without code. */
  modeCode(mode: PortletMode): Promise<unknown>;
  refresh(id: string): Promise<void>;
  retry(id: string): void;
  setLocale(locale: Locale): void;
  setTheme(theme: 'light' | 'dark'): void;
  setMode(id: string, mode: PortletMode): void;
  /** `null` removes. Public parameters reach every window, private ones the named window. */
  setParameters(id: string, values: Readonly<Record<string, string | null>>): void;
  parameters(id: string): Readonly<Record<string, string>>;
  /** A window beside the portlet publishes; the page's bus checks and delivers. */
  publish(name: string, payload: JsonValue): void;
  /** Events of the portlet that the other window heard. */
  heard(): readonly HeardEvent[];
  /** A topic of the event stream was notified. */
  notify(topic: string): void;
  /** Shared packages of this page, with their versions. */
  sharedVersions(): Readonly<Record<string, string>>;
};
