// @vitest-environment jsdom
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { problem } from '@yimen/problem';
import { afterEach, describe, expect, it } from 'vitest';
import { samplePortlet } from '../../test/sample-portlet.tsx';
import { PortletContextProvider, usePortlet } from '../context/portlet-context-provider.ts';
import { definePortlet } from '../define-portlet.ts';
import {
  createTestContext,
  type RenderedPortlet,
  renderPortlet,
  sampleDescriptor,
} from '../testing/index.ts';
import { useRenderParameter } from './use-render-state.ts';
import { useResource } from './use-resource.ts';

let view: RenderedPortlet | undefined;
afterEach(() => {
  view?.unmount();
  view = undefined;
});

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

const Outside = () => <p>{usePortlet().windowId}</p>;

const Parameter = () => <p>{useRenderParameter('colour')[0]}</p>;

const Resource = () => <p>{useResource('colours').isLoading}</p>;

describe('hooks', () => {
  it('[R20] follow the language without being rendered anew', async () => {
    view = await renderPortlet(samplePortlet, { resources: { items: { total: 3 } } });
    expect(await screen.findByText('共 3 条')).toBeTruthy();
    view.setLocale('en-US');
    expect(screen.getByText('3 items')).toBeTruthy();
    expect(view.reads).toHaveLength(1);
  });

  it('[R21] give preferences completed by defaults, and save them', async () => {
    view = await renderPortlet(samplePortlet, { resources: { items: { total: 0 } } });
    expect(screen.getByText('size 10')).toBeTruthy();
    press('twenty');
    expect(await screen.findByText('size 20')).toBeTruthy();
  });

  it('[R30] read a resource with its query made of preferences and render parameters', async () => {
    view = await renderPortlet(samplePortlet, {
      preferences: { pageSize: 5 },
      renderParameters: { unit: 'health' },
      resources: { items: ({ query }) => ({ total: Number(query.size) }) },
    });
    expect(await screen.findByText('共 5 条')).toBeTruthy();
    expect(view.reads).toEqual(['/api/items?size=5&state=open&unit=health']);
  });

  it('[R36] do not read a resource while a step of its path has no value, and read it when it has', async () => {
    const descriptor = sampleDescriptor({
      resources: {
        items: { path: '/api/units/{unit}', query: { unit: { from: 'render-parameter', name: 'unit' } } },
      },
    });
    const one = definePortlet({ descriptor, modes: samplePortlet.modes });
    view = await renderPortlet(one, { resources: { items: { total: 7 } } });
    expect(screen.queryByText('共 7 条')).toBeNull();
    expect(view.reads).toEqual([]);
    view.setRenderParameters({ unit: 'edu' });
    expect(await screen.findByText('共 7 条')).toBeTruthy();
    expect(view.reads).toEqual(['/api/units/edu']);
  });

  it('[R31] read again when a query source changes, and not when another value does', async () => {
    view = await renderPortlet(samplePortlet, {
      resources: { items: ({ path }) => ({ total: path.length }) },
    });
    await screen.findByText(/共/);
    press('next');
    await waitFor(() => expect(view?.reads).toHaveLength(2));
    expect(view.reads[1]).toBe('/api/items?page=2&size=10&state=open');
    await view.context.preferences.save({ moneyUnit: 'ten-thousand-yuan' });
    expect(view.reads).toHaveLength(2);
  });

  it('[R32] keep the last good data when a refresh fails, and recover by another', async () => {
    let answers = 0;
    view = await renderPortlet(samplePortlet, {
      resources: {
        items() {
          answers += 1;
          if (answers === 2) throw problem('service-timeout');
          return { total: answers };
        },
      },
    });
    expect(await screen.findByText('共 1 条')).toBeTruthy();
    press('again');
    expect(await screen.findByText('urn:yimen:problem:service-timeout')).toBeTruthy();
    expect(screen.getByText('共 1 条')).toBeTruthy();
    press('again');
    expect(await screen.findByText('共 3 条')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('[R33] read again after a topic of the resource, and after no other', async () => {
    let total = 1;
    view = await renderPortlet(samplePortlet, { resources: { items: () => ({ total }) } });
    await screen.findByText('共 1 条');
    total = 2;
    await view.notify('other.changed');
    expect(view.reads).toHaveLength(1);
    await view.notify('sample.changed');
    expect(screen.getByText('共 2 条')).toBeTruthy();
  });

  it('[R34] run an action, show its problem, and never reject', async () => {
    view = await renderPortlet(samplePortlet, {
      resources: { items: { total: 1 } },
      onAction: () => {
        throw problem('conflict');
      },
    });
    await screen.findByText('共 1 条');
    press('close');
    expect(await screen.findByText('urn:yimen:problem:conflict')).toBeTruthy();
    expect(view.sent).toEqual([
      { method: 'POST', path: '/api/items/7/close', body: undefined, query: undefined },
    ]);
    expect(view.reads).toHaveLength(1);
  });

  it('[R34] refresh what an action changed', async () => {
    let total = 2;
    view = await renderPortlet(samplePortlet, {
      resources: { items: () => ({ total }) },
      onAction: () => {
        total -= 1;
        return { closed: '7' };
      },
    });
    await screen.findByText('共 2 条');
    press('close');
    expect(await screen.findByText('共 1 条')).toBeTruthy();
  });

  it('[R24] hear declared events while mounted', async () => {
    view = await renderPortlet(samplePortlet, { resources: { items: { total: 0 } } });
    view.deliver('row.picked', 'r1');
    expect(screen.getByText('row r1')).toBeTruthy();
  });

  it('[R22] set render parameters, and read a value that does not fit as absent', async () => {
    view = await renderPortlet(samplePortlet, {
      renderParameters: { page: 'many' },
      resources: { items: { total: 0 } },
    });
    expect(screen.getByText('page absent')).toBeTruthy();
    press('pick');
    expect(await screen.findByText('unit edu')).toBeTruthy();
    view.setRenderParameters({ unit: null });
    expect(screen.getByText('unit absent')).toBeTruthy();
  });

  it('[R12] load the code of a mode when it is first shown', async () => {
    view = await renderPortlet(samplePortlet, { resources: { items: { total: 0 } } });
    expect(screen.getByText('mode view')).toBeTruthy();
    press('help');
    expect(await screen.findByText('helping')).toBeTruthy();
  });

  it('[R25] refuse to work outside of a window or with names that are not declared', () => {
    const test = createTestContext({ descriptor: sampleDescriptor() });
    expect(() => render(<Outside />)).toThrow(/outside of a portlet window/);
    for (const Undeclared of [Parameter, Resource]) {
      const element = (
        <PortletContextProvider context={test.context}>
          <Undeclared />
        </PortletContextProvider>
      );
      expect(() => render(element)).toThrow(RangeError);
    }
  });
});
