import { assertPortletEvent, type JsonValue, type PortletDescriptor } from '../descriptor/index.ts';

/** One event on a tape: `in` came from another window, `out` was published by the portlet. */
export type TapedEvent = {
  readonly direction: 'in' | 'out';
  /** Milliseconds since the tape began. */
  readonly at: number;
  readonly name: string;
  readonly payload: JsonValue;
};

/** Events of a window in their order, as JSON that a project keeps beside its tests. */
export type EventTape = {
  readonly portlet: string;
  readonly version: string;
  readonly events: readonly TapedEvent[];
};

/**
 * Checks a tape against what the portlet declares now: a schema that changed since makes it say so instead of
 * replaying what no window would send.
 *
 * @param descriptor the portlet
 * @param tape a parsed tape
 * @returns the tape
 * @throws TypeError when it is of another portlet, its times go back, or a payload does not fit; RangeError for an
 *   event that is not declared
 */
export function checkTape(descriptor: PortletDescriptor, tape: EventTape): EventTape {
  if (tape.portlet !== descriptor.name) throw new TypeError(`the tape is of portlet "${tape.portlet}"`);
  let before = 0;
  for (const { direction, at, name, payload } of tape.events) {
    if (!(at >= before))
      throw new TypeError(`event "${name}" at ${at} ms comes before the one at ${before} ms`);
    before = at;
    assertPortletEvent(descriptor, direction === 'in' ? 'consumes' : 'publishes', name, payload);
  }
  return tape;
}

/** Makes a tape of what happens; `now` in milliseconds. */
export function createRecorder(descriptor: PortletDescriptor, now: () => number) {
  const begin = now();
  const events: TapedEvent[] = [];
  return {
    note(direction: TapedEvent['direction'], name: string, payload: JsonValue): void {
      events.push({ direction, at: Math.max(0, now() - begin), name, payload });
    },
    tape: (): EventTape => ({
      portlet: descriptor.name,
      version: descriptor.version,
      events: events.map((event) => ({ ...event })),
    }),
  };
}

/**
 * What differs between two tapes in what the portlet published, times aside.
 *
 * @param recorded the tape that was replayed
 * @param replayed the tape of the replay
 * @returns one sentence per difference; empty when the portlet answered as on the tape
 */
export function tapeDifferences(recorded: EventTape, replayed: EventTape): string[] {
  const out = ({ events }: EventTape) => events.filter(({ direction }) => direction === 'out');
  const [then, now] = [out(recorded), out(replayed)];
  const said = (event: TapedEvent | undefined) =>
    event ? `${event.name} ${JSON.stringify(event.payload)}` : 'nothing';
  return Array.from({ length: Math.max(then.length, now.length) }, (_, index) => index).flatMap((index) => {
    const [was, is] = [said(then[index]), said(now[index])];
    return was === is ? [] : [`event ${index + 1} was ${was} and is ${is}`];
  });
}
