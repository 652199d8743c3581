import type {
  JsonValue,
  Locale,
  PortletDescriptor,
  PortletMode,
  WindowState,
} from '../descriptor/portlet-descriptor.ts';

// What a page in a frame and the shell say to each other (SPEC R125 to R129). The page greets its parent; the shell
// answers with a port, and everything else goes through the port. This file depends on nothing: it is in both.

/** Version of the protocol; another one is refused. */
export const frameProtocol = 1;

/** The first message, from the page to its parent window. */
export type FrameHello = { readonly yimen: 'hello'; readonly protocol: number };

/** The answer, with a port. */
export type FrameWelcome = {
  readonly yimen: 'welcome';
  readonly protocol: number;
  readonly state: FrameState;
};

/** Everything of the context that is a value. */
export type FrameState = {
  readonly descriptor: PortletDescriptor;
  readonly windowId: string;
  readonly user: { readonly [member: string]: unknown };
  readonly title: string;
  readonly locale: Locale;
  readonly theme: 'light' | 'dark';
  /** CSS declarations of the theme's tokens. */
  readonly tokens: string;
  readonly mode: PortletMode;
  readonly windowState: WindowState;
  readonly preferences: Readonly<Record<string, JsonValue>>;
  readonly readOnly: readonly string[];
  readonly renderParameters: Readonly<Record<string, string>>;
  /** Address of the portlet's service behind the portal. */
  readonly serviceUrl: string;
  /** What the release before has kept, by name. */
  readonly kept: Readonly<Record<string, FrameKept>>;
};

/** State that the release before has kept, or that the next one gets. */
export type FrameKept = { readonly value: JsonValue; readonly version: number };

/** A problem as it crosses the border: its details (RFC 9457). */
export type FrameProblem = { readonly type: string; readonly title: string; readonly status: number };

/** What a page may call. */
export const frameMethods = [
  'read',
  'send',
  'refresh',
  'savePreferences',
  'setParameters',
  'publish',
  'openPage',
  'openSystem',
  'setMode',
  'setWindowState',
  'notice',
] as const;

/** Name of a call. */
export type FrameMethod = (typeof frameMethods)[number];

/** From the page to the shell. */
export type FrameMessage =
  | {
      readonly type: 'call';
      readonly id: number;
      readonly method: FrameMethod;
      readonly args: readonly unknown[];
    }
  | { readonly type: 'subscribe'; readonly name: string }
  | { readonly type: 'watch'; readonly id: number; readonly name: string; readonly options: object }
  | { readonly type: 'unwatch'; readonly id: number }
  | { readonly type: 'dismiss'; readonly id: number }
  | { readonly type: 'height'; readonly pixels: number }
  | { readonly type: 'busy'; readonly isBusy: boolean }
  | { readonly type: 'keep'; readonly kept: Readonly<Record<string, FrameKept>> }
  | { readonly type: 'unsaved'; readonly isUnsaved: boolean }
  | { readonly type: 'fail'; readonly reason: string }
  | { readonly type: 'pong' };

/** From the shell to the page. */
export type ShellMessage =
  | { readonly type: 'state'; readonly changes: Partial<FrameState> }
  | { readonly type: 'reply'; readonly id: number; readonly value?: unknown; readonly problem?: FrameProblem }
  | { readonly type: 'event'; readonly name: string; readonly payload: JsonValue }
  | { readonly type: 'resource'; readonly id: number; readonly value: FrameResource }
  | { readonly type: 'ping' }
  | { readonly type: 'session-ended' };

/** A watched resource as it crosses the border. */
export type FrameResource = {
  readonly data?: unknown;
  readonly problem?: FrameProblem;
  readonly isLoading: boolean;
  readonly isRefreshing: boolean;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown, most = 100): value is string =>
  typeof value === 'string' && value.length <= most;
const isId = (value: unknown): value is number => Number.isSafeInteger(value);

const shapes: { readonly [T in FrameMessage['type']]: (message: Record<string, unknown>) => boolean } = {
  call: ({ id, method, args }) =>
    isId(id) && frameMethods.some((name) => name === method) && Array.isArray(args) && args.length <= 4,
  subscribe: ({ name }) => isText(name),
  watch: ({ id, name, options }) => isId(id) && isText(name) && isObject(options),
  unwatch: ({ id }) => isId(id),
  dismiss: ({ id }) => isId(id),
  height: ({ pixels }) => typeof pixels === 'number' && Number.isFinite(pixels),
  busy: ({ isBusy }) => typeof isBusy === 'boolean',
  keep: ({ kept }) => isObject(kept) && Object.values(kept).every(isObject),
  unsaved: ({ isUnsaved }) => typeof isUnsaved === 'boolean',
  fail: ({ reason }) => isText(reason, 2000),
  pong: () => true,
};

/**
 * Reads a message of a page, trusted in nothing.
 *
 * @returns the message; null for what is none of the protocol
 */
export function readFrameMessage(value: unknown): FrameMessage | null {
  if (!isObject(value) || typeof value.type !== 'string') return null;
  const fits = Object.hasOwn(shapes, value.type) && shapes[value.type as FrameMessage['type']](value);
  return fits ? (value as FrameMessage) : null;
}

/** Reads the greeting of a page; null for any other message. */
export function readFrameHello(value: unknown): FrameHello | null {
  return isObject(value) && value.yimen === 'hello' && typeof value.protocol === 'number'
    ? (value as FrameHello)
    : null;
}
