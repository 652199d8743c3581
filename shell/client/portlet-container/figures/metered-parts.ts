import type { PortletEvents } from '@yimen/portlet-sdk';
import type { ContainerPorts } from '../container-ports.ts';
import type { EventBus } from '../event-bus.ts';
import { bodySize } from './body-sizes.ts';
import type { LifeFigures } from './figure-recorder.ts';
import type { WindowCalls } from './window-calls.ts';

/** What happens in a window is counted for the life that is running. */
type Meter = { life(): LifeFigures | null; readonly calls: WindowCalls; readonly windowId: string };

/** The shell's ports, with a window's requests counted. */
export function meteredPorts(ports: ContainerPorts, meter: Meter): ContainerPorts {
  async function count<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
    const life = meter.life();
    try {
      const body = await answer;
      life?.request({ bytes: bodySize(body), isFailed: false });
      meter.calls.touch(meter.windowId);
      return body;
    } catch (error) {
      // Nobody waits for it any more: the service did not fail.
      if (!signal.aborted) life?.request({ bytes: 0, isFailed: true });
      throw error;
    }
  }
  return {
    ...ports,
    request: (request) => count(ports.request(request), request.signal),
    read: (url, signal) => count(ports.read(url, signal), signal),
  };
}

/** The page's event bus, with a window's events counted and its listeners timed. */
export function meteredBus(bus: EventBus, meter: Meter): EventBus {
  return {
    ...bus,
    forWindow(...window) {
      const events = bus.forWindow(...window);
      return {
        ...events,
        publish(name, payload) {
          events.publish(name, payload);
          meter.life()?.published();
        },
        subscribe: (name, listener) =>
          events.subscribe(name, (payload) => {
            meter.life()?.heard();
            meter.calls.time(meter.windowId, () => listener(payload));
          }),
      } satisfies PortletEvents;
    },
  };
}
