import { useState } from 'react';
import {
  definePortlet,
  useAction,
  useMessages,
  useMode,
  usePortlet,
  usePortletEvent,
  usePreferences,
  useRenderParameter,
  useResource,
  useWindowState,
} from '../src/index.ts';
import { sampleDescriptor } from '../src/testing/index.ts';

const messages = {
  'zh-CN': { heading: '示例', count: (count: number) => `共 ${count} 条` },
  'en-US': { heading: 'Sample', count: (count: number) => `${count} items` },
} as const;

function SampleView() {
  const text = useMessages(messages);
  const portlet = usePortlet();
  const [preferences, save] = usePreferences<{ pageSize: number; moneyUnit: string }>();
  const [page, setPage] = useRenderParameter('page');
  const [unit, setUnit] = useRenderParameter('unit');
  const [row, setRow] = useState('none');
  const items = useResource<{ total: number }>('items');
  const close = useAction(async (id: string) => {
    const result = await portlet.resources.send<{ closed: string }>('POST', `/api/items/${id}/close`);
    await portlet.resources.refresh('items');
    return result;
  });
  usePortletEvent<string>('row.picked', setRow);
  return (
    <>
      <h3>{text.heading}</h3>
      <p>mode {useMode()}</p>
      <p>state {useWindowState()}</p>
      <p>size {preferences.pageSize}</p>
      <p>page {page ?? 'absent'}</p>
      <p>unit {unit ?? 'absent'}</p>
      <p>row {row}</p>
      {items.isLoading && <p>loading</p>}
      {items.data && <p>{text.count(items.data.total)}</p>}
      {items.problem && <p role="alert">{items.problem.problem.type}</p>}
      {close.problem && <p role="alert">{close.problem.problem.type}</p>}
      <button type="button" onClick={() => setPage('2')}>
        next
      </button>
      <button type="button" onClick={() => setUnit('edu')}>
        pick
      </button>
      <button type="button" onClick={() => void items.refresh()}>
        again
      </button>
      <button type="button" onClick={() => void close.run('7')}>
        close
      </button>
      <button type="button" onClick={() => void save({ pageSize: 20 })}>
        twenty
      </button>
      <button type="button" onClick={() => portlet.navigation.setMode('help')}>
        help
      </button>
    </>
  );
}

function SampleHelp() {
  return <p>helping</p>;
}

/** A portlet that uses every hook. */
export const samplePortlet = definePortlet({
  descriptor: sampleDescriptor(),
  modes: { view: async () => SampleView, help: async () => SampleHelp },
});
