import type { JsonValue, PortletDescriptor, PortletEvents } from '@yimen/portlet-sdk';
import { assertPortletEvent } from '@yimen/portlet-sdk/descriptor';
import { listen } from './observable.ts';
import type { WindowLog } from './window-log.ts';

type Listener = {
  readonly windowId: string;
  readonly receive: (payload: JsonValue) => void;
  readonly log: WindowLog;
};
type Delivery = {
  readonly name: string;
  readonly payload: JsonValue;
  readonly sender: string;
  readonly depth: number;
  readonly log: WindowLog;
};

// An event that causes an event that causes an event …: no honest page needs more steps than this.
const maximumDepth = 16;
// A loop through React's effects loses the depth; what is left to see is its speed.
const maximumPerSecond = 200;

/** Portlet events of one page (Portlet Specification 3.0, PLT.15). */
export type EventBus = {
  /** The events of one window; what is not declared is refused. */
  forWindow(windowId: string, descriptor: PortletDescriptor, log: WindowLog): PortletEvents;
};

/** Delivers in the order of publishing, after the publisher has returned; a listener that throws harms only its window. */
export function createEventBus(now: () => number = () => performance.now()): EventBus {
  const listeners = new Map<string, Set<Listener>>();
  const queue: Delivery[] = [];
  const recent = new Map<string, number[]>();
  let depth = 0;
  let isDraining = false;

  function deliver({ name, payload, sender, log }: Delivery): void {
    for (const listener of [...(listeners.get(name) ?? [])]) {
      try {
        listener.receive(copyJson(payload));
      } catch (error) {
        listener.log.write('error', 'event-listener-failed', `${name} from ${sender}: ${String(error)}`);
        log.write('info', 'event-not-handled', `${name} failed in ${listener.windowId}`);
      }
    }
  }

  function drain(): void {
    for (let next = queue.shift(); next; next = queue.shift()) {
      depth = next.depth;
      deliver(next);
    }
    depth = 0;
    isDraining = false;
  }

  function isTooFast(key: string): boolean {
    const since = now() - 1000;
    const times = (recent.get(key) ?? []).filter((time) => time > since);
    times.push(now());
    recent.set(key, times);
    return times.length > maximumPerSecond;
  }

  return {
    forWindow: (windowId, descriptor, log) => ({
      publish(name, payload) {
        assertPortletEvent(descriptor, 'publishes', name, payload);
        if (depth >= maximumDepth || isTooFast(`${windowId} ${name}`)) {
          log.write('error', 'event-dropped', `${name}: events cause each other in a loop`);
          return;
        }
        queue.push({ name, payload: copyJson(payload), sender: windowId, depth: depth + 1, log });
        if (isDraining) return;
        isDraining = true;
        queueMicrotask(drain);
      },
      subscribe(name, receive) {
        const isDeclared = descriptor.events?.consumes?.some((event) => event.name === name);
        if (!isDeclared)
          throw new RangeError(`portlet ${descriptor.name} does not consume the event "${name}"`);
        const set = listeners.get(name) ?? new Set();
        listeners.set(name, set);
        return listen(set, {
          windowId,
          log,
          receive(payload) {
            assertPortletEvent(descriptor, 'consumes', name, payload);
            receive(payload);
          },
        });
      },
    }),
  };
}

/** A private copy, so that two windows never share an object. */
function copyJson(value: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}
