import type { QueryClient } from '@tanstack/react-query';
import type { ProblemError } from '@yimen/problem';
import type { PublishedPayload } from '../declared-types.ts';
import type { JsonValue, Locale, PortletDescriptor, PortletMode, WindowState } from '../descriptor/index.ts';
import type { PortletUpgrade } from './portlet-upgrade.ts';

/** Takes back what a call registered; calling it twice is safe. */
export type Undo = () => void;

/** A value that changes: read it now, be told of changes. */
export type Observable<T> = { get(): T; subscribe(listener: () => void): Undo };

/** The signed-in person, as far as a portlet may know. */
export type PortletUser = {
  readonly sub: string;
  readonly name: string;
  readonly username: string;
  readonly roles: readonly string[];
  readonly unit: { readonly id: string; readonly name: string } | null;
  readonly post: { readonly id: string; readonly name: string } | null;
};

/** Persistent settings of the portlet entity (Portlet Specification 3.0, section 18). */
export type PortletPreferences = Observable<Readonly<Record<string, JsonValue>>> & {
  readonly readOnly: readonly string[];
  /** Stores the changes atomically; rejects with problem `invalid-input` naming every bad key. */
  save(changes: Readonly<Record<string, JsonValue>>): Promise<void>;
};

/** Private and public render parameters of the window; they live in the page's URL. */
export type RenderParameters = Observable<Readonly<Record<string, string>>> & {
  /** `null` removes. `replace` does not add a step to the browser's history. */
  set(changes: Readonly<Record<string, string | null>>, options?: { replace?: boolean }): void;
};

/** Declared events between the windows of a page (delivered in order per sender). */
export type PortletEvents = {
  /** @throws RangeError when the descriptor does not publish `name`; TypeError when the payload does not fit. */
  publish<Name extends string>(name: Name, payload: PublishedPayload<Name>): void;
  subscribe(name: string, listener: (payload: JsonValue) => void): Undo;
};

/** Options of a request to the portlet's service. */
export type ResourceRequest = {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /**
   * Entity tag of what is to be changed, without its quotes (RFC 9110, 13.1.1: `If-Match`): the service refuses with
   * problem `revision-outdated` when somebody else has changed it meanwhile.
   */
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
};

/** The portlet's service, reached through the portal server (never directly, never with a token). */
export type PortletResources = {
  /** Reads a declared resource; rejects with a ProblemError. */
  read<T>(resource: string, request?: ResourceRequest): Promise<T>;
  /** A state-changing request to `path` of the service; rejects with a ProblemError. A `Blob` is sent as it is, with its type. */
  send<T>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: JsonValue | FormData | Blob,
    request?: ResourceRequest,
  ): Promise<T>;
  /** Address of a path of the service for links and downloads, same origin as the portal. */
  url(path: string): string;
  /** Reads the named resources again (all of them when none is named), in this window only. */
  refresh(...resources: string[]): Promise<void>;
};

/** Going somewhere else. */
export type PortletNavigation = {
  /** Opens another page of the portal, with public render parameters. */
  openPage(slug: string, parameters?: Readonly<Record<string, string>>): void;
  /** Opens a business system in a new tab (http and https only). */
  openSystem(url: string): void;
  setMode(mode: PortletMode): void;
  setWindowState(state: WindowState): void;
};

/** Short messages of the shell. Each returns the undo that takes the message away. */
export type PortletNotices = {
  success(text: string): Undo;
  info(text: string): Undo;
  error(problem: ProblemError | string): Undo;
};

/**
 * Everything a portlet may know of the page around it. One per window; it ends with the window: `signal` aborts
 * and every undo that was registered runs.
 */
export type PortletContext = {
  readonly descriptor: PortletDescriptor;
  readonly windowId: string;
  readonly title: Observable<string>;
  readonly user: PortletUser;
  readonly locale: Observable<Locale>;
  readonly theme: Observable<'light' | 'dark'>;
  readonly mode: Observable<PortletMode>;
  readonly windowState: Observable<WindowState>;
  readonly preferences: PortletPreferences;
  readonly renderParameters: RenderParameters;
  readonly events: PortletEvents;
  readonly resources: PortletResources;
  readonly navigation: PortletNavigation;
  readonly notices: PortletNotices;
  /** State and unsaved work, when another release takes the window's place. */
  readonly upgrade: PortletUpgrade;
  /** Aborts when the window is unmounted or upgraded. */
  readonly signal: AbortSignal;
  /** Runs at unmount; returns an undo that forgets it. */
  onDispose(undo: Undo): Undo;
  /** The window's own query client (architecture D10); the hooks use it. */
  readonly queries: QueryClient;
};
