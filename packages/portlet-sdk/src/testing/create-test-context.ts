import { QueryClient } from '@tanstack/react-query';
import type { Observable, PortletContext, PortletUser } from '../context/portlet-context.ts';
import type { KeptState } from '../context/portlet-upgrade.ts';
import {
  type JsonValue,
  type Locale,
  type PortletDescriptor,
  type PortletMode,
  validateDescriptor,
  type WindowState,
} from '../descriptor/index.ts';
import { checkTape, createRecorder, type EventTape } from './event-tape.ts';
import {
  type ActionAnswer,
  createTestService,
  type ResourceAnswer,
  type TestService,
} from './test-resources.ts';
import { createUpgrade } from './upgrade.ts';
import { createValue } from './value.ts';
import {
  createEnding,
  createEvents,
  createNavigation,
  createNotices,
  createPreferences,
  createRenderParameters,
  type PublishedEvent,
  type ShownNotice,
  type Visit,
} from './window-parts.ts';

/** What a test says of the window; everything but the descriptor has a default. */
export type TestContextOptions = {
  /** The imported `portlet.json`; it is validated. */
  readonly descriptor: unknown;
  readonly windowId?: string;
  readonly user?: Partial<PortletUser>;
  readonly locale?: Locale;
  readonly theme?: 'light' | 'dark';
  readonly mode?: PortletMode;
  readonly windowState?: WindowState;
  /** Stored preferences over the descriptor's defaults. */
  readonly preferences?: Readonly<Record<string, JsonValue>>;
  /** Further preferences that the administrator locked. */
  readonly readOnlyPreferences?: readonly string[];
  readonly renderParameters?: Readonly<Record<string, string>>;
  /** What the release before has kept, by name. */
  readonly kept?: Readonly<Record<string, KeptState>>;
  /** Answer per declared resource. */
  readonly resources?: Readonly<Record<string, ResourceAnswer>>;
  /** Answers state-changing requests. */
  readonly onAction?: ActionAnswer;
};

/** A portlet window in memory: its context, what the portlet did, and what a test can do to it. */
export type TestContext = Pick<TestService, 'reads' | 'sent' | 'answer'> & {
  readonly context: PortletContext;
  readonly published: readonly PublishedEvent[];
  readonly notices: readonly ShownNotice[];
  readonly visits: readonly Visit[];
  setLocale(locale: Locale): void;
  setTheme(theme: 'light' | 'dark'): void;
  /** Changes render parameters from outside, as another window or the browser's back button does. */
  setRenderParameters(changes: Readonly<Record<string, string | null>>): void;
  /** Delivers an event of another window. */
  deliver(name: string, payload: JsonValue): void;
  /** Every event that came in or went out so far, with its time. */
  tape(): EventTape;
  /**
   * Delivers the incoming events of a tape in their order, as fast as the portlet takes them.
   * @throws TypeError, RangeError as {@link checkTape}
   */
  replay(tape: EventTape): void;
  /**
   * Delivers them at the times of the tape, by `setTimeout`: with a fake clock a test decides how long that takes.
   * @returns resolves after the last one
   * @throws as {@link replay}
   */
  replayInTime(tape: EventTape): Promise<void>;
  /**
   * The next event of this name that the portlet publishes.
   * @returns its payload
   * @throws RangeError when the descriptor publishes no such event
   */
  nextEvent(name: string): Promise<JsonValue>;
  /** What the portlet has not taken back: subscriptions by the name of their event. Empty after a clean unmount. */
  leftovers(): string[];
  /** A topic of the event stream was notified. */
  notify(topic: string): Promise<void>;
  /** What the next release would get now, by name (SPEC R102). */
  keep(): Record<string, KeptState>;
  /** Whether the portlet says that work is unsaved (SPEC R103). */
  isUnsaved(): boolean;
  /** Ends the window: aborts the signal and runs every undo. */
  dispose(): void;
};

function checkedDescriptor(value: unknown): PortletDescriptor {
  const { errors } = validateDescriptor(value);
  if (errors.length > 0) {
    const list = errors.map(({ pointer, detail }) => `${pointer || '/'} ${detail}`).join('\n');
    throw new TypeError(`the descriptor has mistakes:\n${list}`);
  }
  return value as PortletDescriptor;
}

const testUser: PortletUser = {
  sub: 'wangfang',
  name: '王芳',
  username: 'wangfang',
  roles: ['staff'],
  unit: { id: 'payment-centre', name: '国库支付中心' },
  post: { id: 'payment-reviewer-post', name: '支付审核岗' },
};

/**
 * A portlet window in memory, for tests of portlets without a portal: real preferences, parameters, events and
 * queries, held to the descriptor as the shell does it; only the service's answers come from the test.
 *
 * @param options the descriptor, and what the test wants to be different
 * @returns the context, the record of what the portlet does, and the levers
 * @throws TypeError when the descriptor or the preferences are not valid; RangeError for undeclared resources
 */
export function createTestContext(options: TestContextOptions): TestContext {
  const descriptor = checkedDescriptor(options.descriptor);
  const renderState = createRenderState(descriptor, options);
  const preferences = createPreferences(descriptor, options);
  const renderParameters = createRenderParameters(descriptor, options.renderParameters ?? {});
  const queries = createQueries();
  const { resources, reads, sent, answer, refreshTopic } = createTestService({
    descriptor,
    inputs: () => ({ preferences: preferences.get(), renderParameters: renderParameters.get() }),
    queries,
    answers: options.resources ?? {},
    onAction: options.onAction,
  });
  const recorder = createRecorder(descriptor, () => performance.now());
  const { events, published, deliver, subscribed, next } = createEvents(descriptor, recorder.note);
  const { notices, shown } = createNotices();
  const { upgrade, keep, isUnsaved } = createUpgrade(options.kept ?? {});
  const { navigation, visits } = createNavigation(descriptor, renderState.mode, renderState.windowState);
  const { signal, onDispose, dispose } = createEnding(queries);
  return {
    context: {
      descriptor,
      windowId: options.windowId ?? 'test-window',
      user: { ...testUser, ...options.user },
      ...renderState,
      preferences,
      renderParameters,
      events,
      resources,
      navigation,
      notices,
      upgrade,
      signal,
      onDispose,
      queries,
    },
    reads,
    sent,
    answer,
    published,
    notices: shown,
    visits,
    setLocale: renderState.locale.set,
    setTheme: renderState.theme.set,
    setRenderParameters: renderParameters.set,
    deliver,
    tape: recorder.tape,
    replay(tape) {
      for (const { direction, name, payload } of checkTape(descriptor, tape).events) {
        if (direction === 'in') deliver(name, payload);
      }
    },
    async replayInTime(tape) {
      let passed = 0;
      for (const { direction, at, name, payload } of checkTape(descriptor, tape).events) {
        if (direction === 'out') continue;
        await new Promise((resolve) => setTimeout(resolve, at - passed));
        passed = at;
        deliver(name, payload);
      }
    },
    nextEvent: next,
    leftovers: () => subscribed().map((name) => `a subscription to "${name}"`),
    notify: refreshTopic,
    keep,
    isUnsaved,
    dispose,
  };
}

function createRenderState(descriptor: PortletDescriptor, options: TestContextOptions) {
  const locale = createValue<Locale>(options.locale ?? 'zh-CN');
  const title: Observable<string> = {
    get: () => descriptor.title[locale.get()],
    subscribe: locale.subscribe,
  };
  return {
    locale,
    title,
    theme: createValue<'light' | 'dark'>(options.theme ?? 'light'),
    mode: createValue<PortletMode>(options.mode ?? 'view'),
    windowState: createValue<WindowState>(options.windowState ?? 'normal'),
  };
}

/** A query client that reads nothing by itself: what a test sees, the portlet has asked for. */
function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false },
    },
  });
}
