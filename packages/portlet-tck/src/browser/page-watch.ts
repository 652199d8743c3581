/** What the page's own watch counts; everything that outlives a window shows here. */
export type PageLeftovers = {
  /** What code of the release has registered and not taken back, each in a few words. */
  readonly ofPortlet: readonly string[];
  /** Counts of everything on the page, whoever made it. */
  readonly counts: Readonly<Record<string, number>>;
};

/** What the page's watch offers to the kit. */
export type PageWatch = {
  leftovers(): PageLeftovers;
  /** Remembers globals and prototypes as they are. */
  keepGlobals(): void;
  /** Globals and members of built-in prototypes that differ from what was remembered. */
  changedGlobals(): string[];
  /** Directives of the policy that were broken. */
  violations: string[];
};

/**
 * Runs in the page before any other code: wraps what registers things with the browser, so that the kit sees what
 * stays. Nothing is changed in what it does.
 *
 * @param releaseFolder path of the release's files; a stack that goes through it is the portlet's doing
 */
export function installPageWatch(releaseFolder: string): void {
  type Entry = { what: string; isOfPortlet: boolean; kind: string; target?: unknown };
  const entries = new Map<unknown, Entry>();
  const NativeError = Error;
  NativeError.stackTraceLimit = 60;
  const isOfPortlet = () => (new NativeError().stack ?? '').includes(releaseFolder);
  const add = (key: unknown, kind: string, what: string, target?: unknown) => {
    entries.set(key, { what, kind, isOfPortlet: isOfPortlet(), target });
  };

  const { setTimeout, clearTimeout, setInterval, clearInterval } = window;
  window.setTimeout = ((handler: TimerHandler, delay?: number, ...args: unknown[]) => {
    const run = (...given: unknown[]) => {
      entries.delete(`timer ${id}`);
      if (typeof handler === 'function') handler(...given);
    };
    const id: number = setTimeout(run, delay, ...args);
    add(`timer ${id}`, 'timers', `a timer of ${delay ?? 0} ms`);
    return id;
  }) as typeof window.setTimeout;
  window.clearTimeout = (id) => {
    entries.delete(`timer ${id}`);
    clearTimeout(id);
  };
  window.setInterval = ((handler: TimerHandler, delay?: number, ...args: unknown[]) => {
    const id: number = setInterval(handler, delay, ...args);
    add(`interval ${id}`, 'intervals', `an interval of ${delay ?? 0} ms`);
    return id;
  }) as typeof window.setInterval;
  window.clearInterval = (id) => {
    entries.delete(`interval ${id}`);
    entries.delete(`timer ${id}`);
    clearInterval(id);
  };

  const { addEventListener, removeEventListener } = EventTarget.prototype;
  type Listener = EventListenerOrEventListenerObject | null;
  const keys = new WeakMap<object, Map<unknown, Map<string, object>>>();
  const keyOf = (target: object, type: string, listener: Listener, options: unknown) => {
    const capture = typeof options === 'object' && options ? Reflect.get(options, 'capture') : options;
    const ofTarget = keys.get(target) ?? new Map();
    keys.set(target, ofTarget);
    const ofListener = ofTarget.get(listener) ?? new Map();
    ofTarget.set(listener, ofListener);
    const name = `${type} ${capture === true}`;
    const key = ofListener.get(name) ?? {};
    ofListener.set(name, key);
    return key as object;
  };
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const self = (this ?? window) as EventTarget;
    if (listener && isLasting(self)) {
      const key = keyOf(self, type, listener, options);
      const settings = typeof options === 'object' && options ? options : {};
      if (!entries.has(key) && !settings.signal?.aborted) {
        add(key, 'listeners', `a listener of "${type}" on ${nameOf(self)}`, self);
        const forget = () => entries.delete(key);
        if (settings.signal) addEventListener.call(settings.signal, 'abort', forget);
        if (settings.once) addEventListener.call(self, type, forget, { once: true });
      }
    }
    addEventListener.call(self, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const self = (this ?? window) as EventTarget;
    if (listener && isLasting(self)) entries.delete(keyOf(self, type, listener, options));
    removeEventListener.call(self, type, listener, options);
  };
  function isLasting(target: EventTarget): boolean {
    return target instanceof Node || target === window || target instanceof MediaQueryList;
  }
  function nameOf(target: EventTarget): string {
    if (target === window) return 'window';
    if (target === document) return 'document';
    return target instanceof Element ? `<${target.localName}>` : target.constructor.name;
  }

  for (const name of ['MutationObserver', 'ResizeObserver', 'IntersectionObserver'] as const) {
    const { observe, disconnect } = window[name].prototype;
    window[name].prototype.observe = function (this: object, target: Element, ...rest: unknown[]) {
      if (!entries.has(this)) add(this, 'observers', `a ${name}`, target);
      return Reflect.apply(observe, this, [target, ...rest]);
    } as never;
    window[name].prototype.disconnect = function () {
      entries.delete(this);
      return disconnect.call(this);
    };
  }

  for (const name of ['WebSocket', 'EventSource', 'BroadcastChannel', 'Worker'] as const) {
    const Native = window[name] as unknown as new (...args: unknown[]) => EventTarget;
    const ends = name === 'Worker' ? 'terminate' : 'close';
    Reflect.set(
      window,
      name,
      new Proxy(Native, {
        construct(target, args, newTarget) {
          const made = Reflect.construct(target, args, newTarget) as object;
          add(made, 'connections', `a ${name}`);
          const end = Reflect.get(made, ends) as () => void;
          Reflect.set(made, ends, () => {
            entries.delete(made);
            end.call(made);
          });
          return made;
        },
      }),
    );
  }

  const { requestAnimationFrame, cancelAnimationFrame } = window;
  window.requestAnimationFrame = (callback) => {
    const id: number = requestAnimationFrame((time) => {
      entries.delete(`frame ${id}`);
      callback(time);
    });
    add(`frame ${id}`, 'frames', 'an animation frame');
    return id;
  };
  window.cancelAnimationFrame = (id) => {
    entries.delete(`frame ${id}`);
    cancelAnimationFrame(id);
  };

  const isGone = ({ target }: Entry) => target instanceof Node && !target.isConnected;
  const violations: string[] = [];
  addEventListener.call(document, 'securitypolicyviolation', (event) => {
    const { effectiveDirective, blockedURI } = event as SecurityPolicyViolationEvent;
    violations.push(`${effectiveDirective} (${blockedURI})`);
  });
  let kept: Map<string, unknown> | null = null;
  const watch: PageWatch = {
    violations,
    leftovers() {
      const present = [...entries.values()].filter((entry) => !isGone(entry));
      const count = (kind: string) => present.filter((entry) => entry.kind === kind).length;
      return {
        ofPortlet: present.filter((entry) => entry.isOfPortlet).map(({ what }) => what),
        counts: {
          intervals: count('intervals'),
          listeners: count('listeners'),
          observers: count('observers'),
          connections: count('connections'),
          'style sheets': document.styleSheets.length + document.adoptedStyleSheets.length,
          'elements beside the page': document.body.children.length,
        },
      };
    },
    keepGlobals() {
      kept = globals();
    },
    changedGlobals() {
      const before = kept ?? new Map();
      const now = globals();
      const names = new Set([...before.keys(), ...now.keys()]);
      return [...names].filter((name) => !Object.is(before.get(name), now.get(name)));
    },
  };
  Reflect.set(window, 'tckWatch', watch);

  /** Every own member of the window and of what it offers: constructors with their prototypes, and JSON and its like. */
  function globals(): Map<string, unknown> {
    const found = new Map<string, unknown>();
    for (const name of Object.getOwnPropertyNames(window)) {
      if (/^\d+$/.test(name)) continue;
      const own = Object.getOwnPropertyDescriptor(window, name);
      found.set(name, own && 'value' in own && !isChanging(own.value) ? own.value : true);
      const value = own && 'value' in own ? own.value : undefined;
      if (typeof value === 'function') {
        note(found, name, value);
        note(found, `${name}.prototype`, value.prototype);
      } else if (['Math', 'JSON', 'Reflect', 'Intl'].includes(name)) note(found, name, value);
    }
    return found;
  }
  function isChanging(value: unknown): boolean {
    return typeof value !== 'function';
  }
  function note(found: Map<string, unknown>, path: string, value: unknown): void {
    if (typeof value !== 'object' && typeof value !== 'function') return;
    if (value === null) return;
    for (const key of Reflect.ownKeys(value)) {
      const own = Object.getOwnPropertyDescriptor(value, key);
      const identity = own?.get ?? own?.set ?? (typeof own?.value === 'function' ? own.value : true);
      found.set(`${path}.${String(key)}`, identity);
    }
  }
}
