import type { PortletContext, PortletDefinition, PortletDescriptor } from '@yimen/portlet-sdk';
import { usePortlet } from '@yimen/portlet-sdk';
import type { HeardEvent } from '@yimen/portlet-tck/host-contract';
import { useEffect } from 'react';
import type { LoadedRelease } from '../portlet-container/federation.ts';
import type { PortletRelease } from '../portlet-container/release-loader.ts';

/** Name of the portlet beside the one under test, and id of its window. */
export const otherName = 'conformance-other';

/** A portlet with the other end of every event of the portlet under test, in a window of the same page. */
export type OtherWindow = {
  readonly release: PortletRelease;
  readonly loaded: LoadedRelease;
  readonly heard: HeardEvent[];
  context(): PortletContext;
};

/** What `descriptor` consumes it publishes, and the other way round. */
export function createOtherWindow(descriptor: PortletDescriptor, release: PortletRelease): OtherWindow {
  const heard: HeardEvent[] = [];
  let present: PortletContext | null = null;
  const { publishes = [], consumes = [] } = descriptor.events ?? {};
  const other: PortletDescriptor = {
    name: otherName,
    version: '1.0.0',
    sdk: descriptor.sdk,
    title: { 'zh-CN': '对照组件', 'en-US': 'Other portlet' },
    description: { 'zh-CN': '对照组件', 'en-US': 'Other portlet' },
    category: 'tools',
    modes: ['view'],
    windowStates: ['normal'],
    events: { publishes: consumes, consumes: publishes },
    size: { columns: 2, rows: 2 },
  };
  function OtherView() {
    const context = usePortlet();
    useEffect(() => {
      present = context;
      const undos = publishes.map(({ name }) =>
        context.events.subscribe(name, (payload) => heard.push({ name, payload })),
      );
      return () => {
        for (const undo of undos) undo();
      };
    }, [context]);
    return null;
  }
  const definition: PortletDefinition = { descriptor: other, modes: { view: async () => OtherView } };
  return {
    release: {
      ...release,
      name: otherName,
      version: '1.0.0',
      descriptor: other,
      needs: {},
      hasStyles: false,
    },
    loaded: { definition, styles: null },
    heard,
    context() {
      if (!present) throw new Error('the other window is not shown yet');
      return present;
    },
  };
}
