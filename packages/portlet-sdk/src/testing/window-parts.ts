import type { QueryClient } from '@tanstack/react-query';
import { type ProblemError, problem } from '@yimen/problem';
import type { PortletContext, Undo } from '../context/portlet-context.ts';
import {
  assertPortletEvent,
  fittingRenderParameters,
  type JsonValue,
  type PortletDescriptor,
  type PortletMode,
  preferenceDefaults,
  validatePreferences,
  type WindowState,
} from '../descriptor/index.ts';
import type { TestContextOptions } from './create-test-context.ts';
import { createValue, type Value } from './value.ts';

/** An event, as it was published. */
export type PublishedEvent = { readonly name: string; readonly payload: JsonValue };

/** A message that the portlet showed. */
export type ShownNotice = {
  readonly kind: 'success' | 'info' | 'error';
  readonly content: ProblemError | string;
  isGone: boolean;
};

/** Where the portlet wanted to go. */
export type Visit =
  | { readonly page: string; readonly parameters: Readonly<Record<string, string>> }
  | { readonly system: string };

/** Preferences held to the descriptor. */
export function createPreferences(
  descriptor: PortletDescriptor,
  options: TestContextOptions,
): PortletContext['preferences'] {
  const stored = options.preferences ?? {};
  const errors = validatePreferences(descriptor, stored);
  if (errors.length > 0) throw new TypeError(`preferences do not fit: ${JSON.stringify(errors)}`);
  const values = createValue<Readonly<Record<string, JsonValue>>>({
    ...preferenceDefaults(descriptor),
    ...stored,
  });
  const fixed = Object.entries(descriptor.preferences ?? {}).flatMap(([name, schema]) =>
    schema.readOnly ? [name] : [],
  );
  const readOnly = [...fixed, ...(options.readOnlyPreferences ?? [])];
  return {
    get: values.get,
    subscribe: values.subscribe,
    readOnly,
    async save(changes) {
      const mistakes = validatePreferences(descriptor, changes, { readOnly });
      if (mistakes.length > 0) throw problem('invalid-input', { errors: mistakes });
      values.set({ ...values.get(), ...changes });
    },
  };
}

/** Render parameters held to the descriptor. */
export function createRenderParameters(
  descriptor: PortletDescriptor,
  first: Readonly<Record<string, string>>,
) {
  const values = createValue<Readonly<Record<string, string>>>(fittingRenderParameters(descriptor, first));
  const declared = [...(descriptor.renderParameters ?? []), ...(descriptor.publicRenderParameters ?? [])];
  const set = (changes: Readonly<Record<string, string | null>>) => {
    const next: Record<string, string> = { ...values.get() };
    for (const [name, value] of Object.entries(changes)) {
      if (!declared.some((parameter) => parameter.name === name)) {
        throw new RangeError(`portlet ${descriptor.name} declares no render parameter "${name}"`);
      }
      if (value === null) delete next[name];
      else next[name] = value;
    }
    values.set(fittingRenderParameters(descriptor, next));
  };
  return { get: values.get, subscribe: values.subscribe, set };
}

/** Events held to the descriptor; what is published is noted. */
export function createEvents(
  descriptor: PortletDescriptor,
  note: (direction: 'in' | 'out', name: string, payload: JsonValue) => void,
) {
  const published: PublishedEvent[] = [];
  const listeners = new Map<string, Set<(payload: JsonValue) => void>>();
  let waiting: { name: string; resolve(payload: JsonValue): void }[] = [];
  const events: PortletContext['events'] = {
    publish(name, payload) {
      assertPortletEvent(descriptor, 'publishes', name, payload);
      published.push({ name, payload });
      note('out', name, payload);
      const waited = waiting.filter((one) => one.name === name);
      waiting = waiting.filter((one) => one.name !== name);
      for (const one of waited) one.resolve(payload);
    },
    subscribe(name, listener) {
      if (!descriptor.events?.consumes?.some((event) => event.name === name)) {
        throw new RangeError(`portlet ${descriptor.name} does not consume the event "${name}"`);
      }
      const own = (payload: JsonValue) => listener(payload);
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(own));
      return () => void known.delete(own);
    },
  };
  const deliver = (name: string, payload: JsonValue) => {
    assertPortletEvent(descriptor, 'consumes', name, payload);
    note('in', name, payload);
    for (const listener of [...(listeners.get(name) ?? [])]) listener(payload);
  };
  const next = async (name: string) => {
    if (!descriptor.events?.publishes?.some((event) => event.name === name)) {
      throw new RangeError(`portlet ${descriptor.name} does not publish the event "${name}"`);
    }
    const { promise, resolve } = Promise.withResolvers<JsonValue>();
    waiting.push({ name, resolve });
    return promise;
  };
  const subscribed = () => [...listeners].flatMap(([name, known]) => Array.from(known, () => name));
  return { events, published, deliver, subscribed, next };
}

/** Notices that are noted. */
export function createNotices() {
  const shown: ShownNotice[] = [];
  const show = (kind: ShownNotice['kind']) => (content: ProblemError | string) => {
    const notice: ShownNotice = { kind, content, isGone: false };
    shown.push(notice);
    return () => {
      notice.isGone = true;
    };
  };
  return { shown, notices: { success: show('success'), info: show('info'), error: show('error') } };
}

function declaredOne<T extends string>(declared: readonly T[], wanted: T, what: string): T {
  if (!declared.includes(wanted)) throw new RangeError(`${what} "${wanted}" is not declared`);
  return wanted;
}

/** Navigation that notes where the portlet wants to go, and changes mode and window state for real. */
export function createNavigation(
  descriptor: PortletDescriptor,
  mode: Value<PortletMode>,
  windowState: Value<WindowState>,
) {
  const visits: Visit[] = [];
  const navigation: PortletContext['navigation'] = {
    openPage: (page, parameters = {}) => void visits.push({ page, parameters }),
    openSystem(system) {
      if (!/^https?:$/.test(new URL(system).protocol))
        throw new TypeError(`${system} is no address of the web`);
      visits.push({ system });
    },
    setMode: (next) => mode.set(declaredOne(descriptor.modes, next, 'mode')),
    setWindowState: (next) => windowState.set(declaredOne(descriptor.windowStates, next, 'window state')),
  };
  return { navigation, visits };
}

/** The end of the window: aborts, runs every undo in reverse order, forgets its data; once. */
export function createEnding(queries: QueryClient) {
  const ending = new AbortController();
  const undos = new Set<Undo>();
  return {
    signal: ending.signal,
    onDispose(undo: Undo): Undo {
      const own = () => undo();
      undos.add(own);
      return () => void undos.delete(own);
    },
    dispose() {
      if (ending.signal.aborted) return;
      ending.abort();
      for (const undo of [...undos].reverse()) undo();
      undos.clear();
      queries.clear();
    },
  };
}
