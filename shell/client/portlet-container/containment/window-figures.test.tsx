// @vitest-environment jsdom

import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import type { PortletDescriptor } from '@yimen/portlet-sdk';
import { problem } from '@yimen/problem';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ContainerFolder, createContainerFolder } from '../../test/fixture-container.ts';
import { startContainer } from '../../test/test-container.tsx';
import { testDescriptor } from '../../test/test-descriptor.ts';
import { testRelease, testWindow } from '../../test/test-page.ts';
import { noteAnswer } from '../figures/answer-facts.ts';
import { watchUncaughtErrors } from '../window-log.ts';

let folder: ContainerFolder;
const release = (name: string, entry: string, descriptor: Partial<PortletDescriptor> = {}) =>
  testRelease(name, { entry, descriptor: testDescriptor(name, descriptor) });
const inWindow = (name: string) => within(screen.getByRole('region', { name }));
const ping = { name: 'x.ping', schema: { type: 'string' } };

beforeAll(() => {
  folder = createContainerFolder();
});
afterAll(() => folder.remove());
beforeEach(() => {
  window.history.replaceState(null, '', '/pages/home');
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('figures of windows', () => {
  it('[R110] tell when code was asked for, was there, was on the screen and had its data', async () => {
    const entry = folder.write(
      'reads',
      `() => { const { data } = sdk.useResource('items'); return React.createElement('b', null, data ? 'has ' + data.n : 'waits'); }`,
    );
    const body = { n: 3 };
    noteAnswer(body, '{"n":3}', 'request-1');
    const { show, container } = startContainer(async () => body);
    const service = { audience: 'urn:x', scopes: [] };
    show([testWindow('reads')], [release('reads', entry, { service, resources: { items: { path: '/i' } } })]);
    await inWindow('reads').findByText('has 3');
    const [figure, ...others] = container.figures.take();
    expect(others).toEqual([]);
    expect(figure).toMatchObject({ portlet: 'reads', version: '1.0.0', isNew: true, errors: {} });
    expect(figure?.requests).toEqual({ count: 1, bytes: 7, failures: 0 });
    const { requested, loaded, mounted, data } = figure?.phases ?? {};
    const times = [requested, loaded, mounted, data].map((time) => time ?? Number.NaN);
    expect(times.every(Number.isFinite)).toBe(true);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(container.figures.take()).toEqual([]);
  });

  it('count errors by kind, and each retry as another load', async () => {
    const entry = folder.write('breaks', `() => { throw new Error('boom'); }`);
    const missing = entry.replace('breaks', 'is-not-there');
    const { show, container } = startContainer();
    show([testWindow('breaks'), testWindow('gone')], [release('breaks', entry), release('gone', missing)]);
    await inWindow('breaks').findByText(/boom/);
    await inWindow('gone').findByText(/^load/);
    fireEvent.click(inWindow('breaks').getByRole('button'));
    await vi.waitFor(() => expect(container.get('breaks')?.log.get()).toHaveLength(4));
    const figures = container.figures.take();
    const of = (name: string) =>
      figures.filter(({ portlet }) => portlet === name).map(({ errors }) => errors);
    expect(of('breaks')).toEqual([{ render: 1 }, { render: 1 }]);
    expect(of('gone')).toEqual([{ load: 1 }]);
  });

  it('count errors of timers and handlers, requests that failed, and events', async () => {
    const sends = folder.write('sends', `() => React.createElement('b', null, 'sends')`);
    const hears = folder.write(
      'hears',
      `() => { sdk.usePortletEvent('x.ping', () => { throw new Error('cannot hear'); }); return React.createElement('b', null, 'hears'); }`,
    );
    const { show, container } = startContainer(async () => {
      throw problem('service-unavailable');
    });
    show(
      [testWindow('sends'), testWindow('hears')],
      [
        release('sends', sends, {
          events: { publishes: [ping] },
          service: { audience: 'urn:x', scopes: [] },
          resources: { items: { path: '/i' } },
        }),
        release('hears', hears, { events: { consumes: [ping] } }),
      ],
    );
    await inWindow('sends').findByText('sends');
    await inWindow('hears').findByText('hears');
    const stop = watchUncaughtErrors(window);
    const snapshot = container.get('sends')?.snapshot.get();
    const context = snapshot?.status === 'ready' ? snapshot.mount.context : undefined;
    await act(async () => {
      context?.events.publish('x.ping', 'hello');
      await context?.resources.read('items').catch(() => undefined);
      const error = Object.assign(new Error('in a timer'), { stack: `at f (${sends}:1:1)` });
      window.dispatchEvent(new ErrorEvent('error', { error, message: 'in a timer', filename: sends }));
      for (const sourceFile of [sends, 'https://elsewhere.example/other.js'])
        document.dispatchEvent(violation({ sourceFile, blockedURI: 'https://tracker.example/' }));
    });
    stop();
    expect(container.get('sends')?.log.get()).toContainEqual(
      expect.objectContaining({
        event: 'policy-violated',
        detail: expect.stringContaining('connect-src: https://tracker.example/'),
      }),
    );
    const figures = container.figures.take();
    expect(figures.find(({ portlet }) => portlet === 'sends')).toMatchObject({
      ...{ events: { published: 1, heard: 0 }, errors: { code: 2 } },
      requests: { count: 1, bytes: 0, failures: 1 },
    });
    expect(figures.find(({ portlet }) => portlet === 'hears')).toMatchObject({
      ...{ events: { published: 0, heard: 1 }, errors: { event: 1 } },
    });
  });
});

/** jsdom has no such event. */
function violation(members: Pick<SecurityPolicyViolationEvent, 'sourceFile' | 'blockedURI'>): Event {
  const event = new Event('securitypolicyviolation');
  return Object.assign(event, { effectiveDirective: 'connect-src', lineNumber: 7, ...members });
}
