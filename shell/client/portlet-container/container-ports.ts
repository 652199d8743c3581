import type {
  JsonValue,
  Locale,
  LocalizedText,
  Observable,
  PortletMode,
  PortletNotices,
} from '@yimen/portlet-sdk';
import type { UiProviderProps } from '@yimen/ui';
import type { ComponentType } from 'react';
import type { HangWatch } from './guard/hang-watch.ts';
import type { RefreshClock } from './refresh/refresh-clock.ts';
import type { PortletRelease } from './release-loader.ts';

/** A window of the page as far as the container must know it: no place, no page. */
export type ContainedWindow = {
  readonly id: string;
  readonly portlet: string;
  /** The administrator's title; absent means the portlet's. */
  readonly title?: LocalizedText;
  /** The person's title; wins. */
  readonly personalTitle?: string;
  readonly preferences: Readonly<Record<string, JsonValue>>;
  readonly readOnlyPreferences: readonly string[];
  readonly isMinimized: boolean;
};

/** The part of the page's address that portlets read: render state of all windows. */
export type RenderState = {
  /** Public render parameters by plain name. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly windows: Readonly<Record<string, WindowRenderState>>;
  readonly maximized: string | null;
};

/** Private render parameters and mode of one window; `view` when absent. */
export type WindowRenderState = {
  readonly parameters: Readonly<Record<string, string>>;
  readonly mode: PortletMode;
};

/** Changes of the render state; whoever owns the address carries them out. */
export type RenderStatePort = Observable<RenderState> & {
  setParameters(
    changes: {
      shared: Readonly<Record<string, string | null>>;
      own: Readonly<Record<string, string | null>>;
      windowId: string;
    },
    options?: { replace?: boolean },
  ): void;
  setMode(windowId: string, mode: PortletMode): void;
  setMaximized(windowId: string | null): void;
  openPage(slug: string, parameters: Readonly<Record<string, string>>): void;
};

/** A request to a portlet's service. */
export type ServiceRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly body?: JsonValue | FormData | Blob;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
};

/** The person as the portal server knows her. */
export type ContainerUser = {
  readonly sub: string;
  readonly name: string;
  readonly username: string;
  readonly roles: readonly string[];
  readonly unit: { readonly id: string; readonly name: LocalizedText } | null;
  readonly post: { readonly id: string; readonly name: LocalizedText } | null;
};

/** The part of `@yimen/ui` that the container itself uses. */
export type UiModule = { readonly UiProvider: ComponentType<UiProviderProps> };

/** Everything the container needs from the shell around it. */
export type ContainerPorts = {
  readonly user: ContainerUser;
  readonly locale: Observable<Locale>;
  readonly theme: Observable<'light' | 'dark'>;
  readonly renderState: RenderStatePort;
  readonly notices: PortletNotices;
  /** Sends a request to the portal server's gateway; rejects with a ProblemError. */
  request(request: ServiceRequest): Promise<unknown>;
  /** Reads from there, together with what other windows read at the same moment; rejects with a ProblemError. */
  read(url: string, signal: AbortSignal): Promise<unknown>;
  /**
   * An answer that the portal server sent with the page (architecture D9), each given once: a promise while the
   * document may still bring it, null when it never will.
   */
  streamedAnswer(url: string): Promise<unknown> | null;
  savePreferences(windowId: string, changes: Readonly<Record<string, JsonValue>>): Promise<void>;
  setMinimized(windowId: string, isMinimized: boolean): void;
  openSystem(url: string): void;
  loadUi(): Promise<UiModule>;
  /** Nonce of the page's Content-Security-Policy for the styles of `@yimen/ui`. */
  readonly nonce: string | undefined;
  /** When windows with an interval read again. */
  readonly refreshClock: RefreshClock;
  /** Whether the page's address lets a portlet start (safe mode does not); a person can start it nevertheless. */
  mayStart?(portlet: string): boolean;
  /** Asks for the release of a portlet again, whether it is still held back. */
  askRelease?(portlet: string): Promise<PortletRelease>;
  /** Where it is written down what could hang the page. */
  readonly hangs?: HangWatch;
  /** Tells of the document's visibility, so that hidden pages ask for nothing. */
  readonly isVisible: Observable<boolean>;
};
