import type { PortletEvents } from '@yimen/portlet-sdk';
import { assertPortletEvent } from '@yimen/portlet-sdk/descriptor';
import { isProblem } from '@yimen/problem';
import { untilAborted } from '../abort-signals.ts';
import type { ContainerPorts } from '../container-ports.ts';
import type { EventBus } from '../event-bus.ts';
import type { BudgetGovernor } from './budget-governor.ts';

type Governed = { governor(): BudgetGovernor | null };

/** The shell's ports, a window's requests held to its budget: what is too much waits for its turn. */
export function governedPorts(ports: ContainerPorts, { governor }: Governed): ContainerPorts {
  function inTurn<T>(signal: AbortSignal, send: () => Promise<T>): Promise<T> {
    const present = governor();
    if (!present) return send();
    return untilAborted(signal, (resolve, reject) => {
      present.run('requests', () => {
        // Nobody waits for it any more: it would only use up the budget of the others.
        if (!signal.aborted) send().then(resolve, reject);
      });
    });
  }
  return {
    ...ports,
    request: (request) => inTurn(request.signal, () => ports.request(request)),
    read: (url, signal) =>
      inTurn(signal, () => ports.read(url, signal)).catch((error: unknown) => {
        // Whether the gateway gave the service up or the window's own budget did; a window that left has aborted.
        if (isProblem(error, 'service-timeout')) governor()?.tookTooLong('data');
        throw error;
      }),
  };
}

/** The page's event bus, a window's events held to its budget: they come later then, all of them and in order (R45). */
export function governedBus(bus: EventBus, { governor }: Governed): EventBus {
  return {
    ...bus,
    forWindow(...window) {
      const [, descriptor] = window;
      const events = bus.forWindow(...window);
      return {
        ...events,
        publish(name, payload) {
          const present = governor();
          if (!present) return events.publish(name, payload);
          // A mistake is the caller's (R26), now and not when the event's turn has come.
          assertPortletEvent(descriptor, 'publishes', name, payload);
          const copy = structuredClone(payload);
          present.run('events', () => events.publish(name, copy));
        },
      } satisfies PortletEvents;
    },
  };
}
