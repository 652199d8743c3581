import type { PortletEvents } from '@yimen/portlet-sdk';
import { isProblem } from '@yimen/problem';
import type { ContainerPorts } from '../container-ports.ts';
import { requestIdOf, type TracedRequest, type WindowTrail } from '../diagnosis/window-trail.ts';
import type { EventBus } from '../event-bus.ts';
import { answerFacts } from './answer-facts.ts';
import type { LifeFigures } from './figure-recorder.ts';
import type { WindowCalls } from './window-calls.ts';

/** What happens in a window is counted for the life that is running. */
type Meter = {
  life(): LifeFigures | null;
  readonly calls: WindowCalls;
  readonly windowId: string;
  readonly trail: WindowTrail;
};

type Asked = { readonly method: string; readonly url: string; readonly signal: AbortSignal };

/** The shell's ports, with a window's requests counted. */
export function meteredPorts(ports: ContainerPorts, meter: Meter): ContainerPorts {
  async function count<T>(answer: Promise<T>, { method, url, signal }: Asked): Promise<T> {
    const life = meter.life();
    const [at, began] = [Date.now(), performance.now()];
    const ended = (outcome: Pick<TracedRequest, 'bytes' | 'requestId' | 'problem'>) =>
      meter.trail.request({
        at,
        method,
        url,
        milliseconds: Math.round(performance.now() - began),
        ...outcome,
      });
    try {
      const body = await answer;
      const facts = answerFacts(body);
      life?.request({ bytes: facts.bytes, isFailed: false });
      ended(facts);
      meter.calls.touch(meter.windowId);
      return body;
    } catch (error) {
      // Nobody waits for it any more: the service did not fail.
      if (signal.aborted) throw error;
      life?.request({ bytes: 0, isFailed: true });
      ended({ bytes: 0, requestId: requestIdOf(error), ...(isProblem(error) && { problem: error }) });
      throw error;
    }
  }
  return {
    ...ports,
    request: (request) => count(ports.request(request), request),
    read: (url, signal) => count(ports.read(url, signal), { method: 'GET', url, signal }),
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
