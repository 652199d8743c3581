// @vitest-environment jsdom
import { cleanup } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { definePortlet } from '../define-portlet.ts';
import { usePortletEvent } from '../hooks/use-portlet-event.ts';
import { usePortlet } from '../index.ts';
import { type EventTape, renderPortlet, sampleDescriptor, tapeDifferences } from './index.ts';

/** Answers every picked row with a picked unit. */
const answering = (answer: (row: unknown) => string) =>
  definePortlet({
    descriptor: sampleDescriptor({ modes: ['view'], help: undefined }),
    modes: {
      view: async () =>
        function AnsweringView() {
          const { events } = usePortlet();
          usePortletEvent('row.picked', (row) => events.publish('unit.picked', { id: answer(row) }));
          return null;
        },
    },
  });

async function record(answer: (row: unknown) => string, play: EventTape | string[]): Promise<EventTape> {
  const view = await renderPortlet(answering(answer));
  if (Array.isArray(play)) for (const row of play) view.deliver('row.picked', row);
  else view.replay(play);
  view.unmount();
  return view.tape();
}

describe('an event tape', () => {
  afterEach(cleanup);

  it('keeps what came in and went out, and replays it', async () => {
    const tape = await record(String, ['a', 'b']);
    expect(tape.events.map(({ direction, name }) => `${direction} ${name}`)).toEqual([
      'in row.picked',
      'out unit.picked',
      'in row.picked',
      'out unit.picked',
    ]);
    const again = await record(String, JSON.parse(JSON.stringify(tape)) as EventTape);
    expect(tapeDifferences(tape, again)).toEqual([]);
    const other = await record(() => 'x', tape);
    expect(tapeDifferences(tape, other)[0]).toBe(
      'event 1 was unit.picked {"id":"a"} and is unit.picked {"id":"x"}',
    );
  });

  it('replays at the times of the tape, by the test’s own clock', async () => {
    vi.useFakeTimers();
    try {
      const view = await renderPortlet(answering(String));
      const event = (at: number, payload: string) =>
        ({ direction: 'in', at, name: 'row.picked', payload }) as const;
      const ended = view.replayInTime({ ...view.tape(), events: [event(1_000, 'a'), event(60_000, 'b')] });
      const next = view.nextEvent('unit.picked');
      await vi.advanceTimersByTimeAsync(999);
      expect(view.published).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(await next).toEqual({ id: 'a' });
      await vi.advanceTimersByTimeAsync(58_999);
      expect(view.published).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(1);
      await ended;
      expect(view.published).toHaveLength(2);
      await expect(view.nextEvent('row.picked')).rejects.toThrow(RangeError);
    } finally {
      vi.useRealTimers();
    }
  });

  it('replays nothing that no window would send', async () => {
    const view = await renderPortlet(answering(String));
    const tape = view.tape();
    const event = { direction: 'in', at: 5, name: 'row.picked', payload: 'a' } as const;
    expect(() => view.replay({ ...tape, portlet: 'other' })).toThrow(TypeError);
    expect(() => view.replay({ ...tape, events: [{ ...event, name: 'unknown' }] })).toThrow(RangeError);
    expect(() => view.replay({ ...tape, events: [{ ...event, payload: { no: 1 } }] })).toThrow(TypeError);
    expect(() => view.replay({ ...tape, events: [event, { ...event, at: 1 }] })).toThrow(/comes before/);
    expect(view.published).toEqual([]);
  });

  it('[R28] fails the end of a window that left a subscription behind', async () => {
    const careless = definePortlet({
      descriptor: sampleDescriptor({ modes: ['view'], help: undefined }),
      modes: {
        view: async () =>
          function CarelessView() {
            usePortlet().events.subscribe('row.picked', () => undefined);
            return null;
          },
      },
    });
    const view = await renderPortlet(careless);
    expect(() => view.unmount()).toThrow('a subscription to "row.picked"');
  });
});
