import type { JsonValue, PortletDescriptor } from '@yimen/portlet-sdk';
import { describe, expect, it } from 'vitest';
import { testDescriptor } from '../test/test-descriptor.ts';
import { createEventBus } from './event-bus.ts';
import { createWindowLog } from './window-log.ts';

const schema = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } };
const picked = [{ name: 'picked', schema }];
const both: PortletDescriptor = testDescriptor('a', { events: { publishes: picked, consumes: picked } });
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

function windowOn(bus: ReturnType<typeof createEventBus>, id: string, descriptor = both) {
  const log = createWindowLog();
  return { events: bus.forWindow(id, descriptor, log), log };
}

describe('the event bus', () => {
  it('delivers to every window that consumes the event, in the order of publishing, as copies', async () => {
    const bus = createEventBus();
    const sender = windowOn(bus, 'sender');
    const heard: JsonValue[] = [];
    windowOn(bus, 'one').events.subscribe('picked', (payload) => heard.push(payload));
    const payload = { n: 1 };
    sender.events.publish('picked', payload);
    sender.events.publish('picked', { n: 2 });
    payload.n = 99;
    expect(heard).toEqual([]);
    await settled();
    expect(heard).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('refuses what is not declared, and payloads that do not fit', () => {
    const { events } = windowOn(createEventBus(), 'w', testDescriptor('b', {}));
    expect(() => events.publish('picked', { n: 1 })).toThrow(RangeError);
    expect(() => events.subscribe('picked', () => undefined)).toThrow(RangeError);
    expect(() => windowOn(createEventBus(), 'w').events.publish('picked', { n: 'x' })).toThrow(TypeError);
  });

  it('keeps a listener that throws away from the others, and logs it at its window', async () => {
    const bus = createEventBus();
    const broken = windowOn(bus, 'broken');
    const heard: JsonValue[] = [];
    broken.events.subscribe('picked', () => {
      throw new Error('boom');
    });
    windowOn(bus, 'fine').events.subscribe('picked', (payload) => heard.push(payload));
    windowOn(bus, 'sender').events.publish('picked', { n: 1 });
    await settled();
    expect(heard).toEqual([{ n: 1 }]);
    expect(broken.log.get()).toMatchObject([{ event: 'event-listener-failed' }]);
  });

  it('breaks a loop of events that cause each other', async () => {
    const bus = createEventBus();
    const a = windowOn(bus, 'a');
    const b = windowOn(bus, 'b');
    let rounds = 0;
    for (const { events } of [a, b]) {
      events.subscribe('picked', () => {
        rounds += 1;
        events.publish('picked', { n: rounds });
      });
    }
    a.events.publish('picked', { n: 0 });
    await settled();
    expect(rounds).toBeLessThan(1_000_000);
    expect([...a.log.get(), ...b.log.get()]).toContainEqual(
      expect.objectContaining({ event: 'event-dropped' }),
    );
  });

  it('is silent after the undo, also when it runs twice', async () => {
    const bus = createEventBus();
    const heard: JsonValue[] = [];
    const undo = windowOn(bus, 'w').events.subscribe('picked', (payload) => heard.push(payload));
    undo();
    undo();
    windowOn(bus, 'sender').events.publish('picked', { n: 1 });
    await settled();
    expect(heard).toEqual([]);
  });
});
