import { act, type RenderResult, render } from '@testing-library/react';
import { type ComponentType, createElement, Fragment, type ReactNode, useEffect, useState } from 'react';
import { PortletContextProvider } from '../context/portlet-context-provider.ts';
import type { PortletDefinition } from '../define-portlet.ts';
import type { PortletMode } from '../descriptor/index.ts';
import { useObservable } from '../hooks/use-observable.ts';
import { createTestContext, type TestContext, type TestContextOptions } from './create-test-context.ts';

/** A rendered portlet: the queries of Testing Library, and the levers and records of the window. */
export type RenderedPortlet = RenderResult & TestContext;

async function loadMode(definition: PortletDefinition, mode: PortletMode): Promise<ComponentType> {
  const load = definition.modes[mode];
  if (!load) {
    throw new RangeError(
      `portlet ${definition.descriptor.name} has no code for mode "${mode}"; the shell draws it`,
    );
  }
  return load();
}

type Wrapper = ComponentType<{ children: ReactNode }>;
type HostProps = {
  definition: PortletDefinition;
  test: TestContext;
  first: ComponentType;
  wrapper: Wrapper | undefined;
};

function PortletHost({ definition, test, first, wrapper }: HostProps) {
  const mode = useObservable(test.context.mode);
  const title = useObservable(test.context.title);
  const [shown, setShown] = useState({ mode, Component: first });
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    if (shown.mode === mode) return;
    loadMode(definition, mode).then((Component) => setShown({ mode, Component }), setFailure);
  }, [definition, mode, shown.mode]);
  if (failure !== undefined) throw failure;
  const { descriptor, windowId } = test.context;
  const frame = {
    role: 'region',
    'aria-label': title,
    'data-portlet': descriptor.name,
    'data-portlet-window': windowId,
  };
  return createElement(
    'section',
    frame,
    createElement(
      PortletContextProvider,
      { context: test.context },
      createElement(wrapper ?? Fragment, null, createElement(shown.Component)),
    ),
  );
}

/**
 * Renders one mode of a portlet in a window in memory, for tests with React Testing Library (to be installed by the
 * project, with jsdom). Errors of the portlet reach the test; nothing is caught.
 *
 * @param definition what `client/index.tsx` exports as `portlet`
 * @param options mode, answers of resources, preferences and so on, see {@link createTestContext}; `wrapper` goes around
 *   the portlet inside of its window, such as a `UiProvider` with the language of `useLocale()`
 * @returns Testing Library's queries with the levers and records of the window; unmounting ends the window
 *   and fails when the portlet has left subscriptions behind (R28)
 * @throws RangeError when the mode has no code
 * @example
 * const view = await renderPortlet(portlet, { resources: { todos: { items: [], total: 0 } } });
 * expect(await view.findByText('没有待办')).toBeTruthy();
 */
export async function renderPortlet(
  definition: PortletDefinition,
  options: Omit<TestContextOptions, 'descriptor'> & { wrapper?: Wrapper } = {},
): Promise<RenderedPortlet> {
  const test = createTestContext({ ...options, descriptor: definition.descriptor });
  const first = await loadMode(definition, test.context.mode.get());
  const view = await act(async () =>
    render(createElement(PortletHost, { definition, test, first, wrapper: options.wrapper })),
  );
  const unmount = view.unmount;
  const inAct =
    <A extends unknown[]>(lever: (...input: A) => void) =>
    (...input: A) =>
      act(() => lever(...input));
  return {
    ...view,
    ...test,
    setLocale: inAct(test.setLocale),
    setTheme: inAct(test.setTheme),
    setRenderParameters: inAct(test.setRenderParameters),
    deliver: inAct(test.deliver),
    replay: inAct(test.replay),
    notify: (topic) =>
      act(async () => {
        await test.notify(topic);
        // The query client tells its observers in a task of its own.
        await new Promise((resolve) => setTimeout(resolve));
      }),
    unmount() {
      unmount();
      test.dispose();
      const left = test.leftovers();
      if (left.length > 0) throw new Error(`the portlet has gone and left ${left.join(', ')}`);
    },
  };
}
