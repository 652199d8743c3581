import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonValue } from '@yimen/portlet-sdk/descriptor';

/** One flaw: what differs from a portlet that passes everything. */
export type Flaw = {
  /** Members of the descriptor that differ. */
  readonly descriptor?: Readonly<Record<string, JsonValue>>;
  readonly needs?: Readonly<Record<string, string>>;
  /** Code that runs when the module is evaluated. */
  readonly load?: string;
  /** Code at the beginning of the view component; `context`, `answer` and `text` are at hand. */
  readonly view?: string;
  /** More children of the view, as source of an array. */
  readonly children?: string;
  /** Code of an effect of the view; it may return its undo. */
  readonly effect?: string;
  /** The help component, as source. */
  readonly help?: string;
  /** Rule of the portlet's sheet. */
  readonly styles?: string;
  /** The whole entry instead. */
  readonly entry?: string;
  /** A file that is written after the manifest. */
  readonly late?: string;
};

const text = (zh: string, en: string) => ({ 'zh-CN': zh, 'en-US': en });

/** Descriptor of the specimen. */
export const descriptor = {
  name: 'specimen',
  version: '1.0.0',
  sdk: '^0.1.0',
  title: text('样例', 'Specimen'),
  description: text('合规检查的样例', 'A specimen of the kit'),
  category: 'tools',
  modes: ['view', 'help'],
  windowStates: ['normal', 'maximized', 'minimized'],
  renderParameters: [
    { name: 'page', title: text('页', 'Page'), schema: { type: 'string', pattern: '^[0-9]+$' } },
  ],
  events: {
    publishes: [{ name: 'row.chosen', schema: { type: 'string' } }],
    consumes: [
      {
        name: 'unit.chosen',
        schema: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
      },
    ],
  },
  resources: { items: { path: '/api/items', query: { page: { from: 'render-parameter', name: 'page' } } } },
  service: { audience: 'urn:yimen:service:specimen', scopes: [] },
  size: { columns: 4, rows: 6 },
  help: text('样例的帮助', 'Help of the specimen'),
};

/** Sample answers of the specimen. */
export const specimenSamples = {
  answers: { items: { items: [{ id: '1', name: '第一条' }], total: 1 } },
} as const;

function entrySource({
  load = '',
  view = '',
  children = '[]',
  effect = '',
  help,
  styles = '',
}: Flaw): string {
  return `${load}
let React, sdk;
const one = (scope, name) => Object.values(scope[name])[0].lib();
export const needsRuntime = false;
export const init = (scope) => { React = one(scope, 'react'); sdk = one(scope, '@yimen/portlet-sdk'); };
const texts = {
  'zh-CN': { none: '没有条目', failed: '服务出错了', waiting: '正在读取', choose: '选择', heard: '已选单位', help: '这是帮助' },
  'en-US': { none: 'Nothing there', failed: 'The service failed', waiting: 'Reading', choose: 'Choose', heard: 'Chosen unit', help: 'This is the help' },
};
const h = (...args) => React.createElement(...args);
function View() {
  const context = sdk.usePortlet();
  const text = sdk.useMessages(texts);
  const answer = sdk.useResource('items');
  const [unit, setUnit] = React.useState('');
  sdk.usePortletEvent('unit.chosen', (payload) => setUnit(payload.id));
  let { data, problem, isLoading } = answer;
  ${view}
  React.useEffect(() => { ${effect} }, []);
  const rows = Array.isArray(data?.items) ? data.items : [];
  return h('div', { className: 'specimen-view' },
    problem ? h('p', { role: 'alert' }, text.failed) : isLoading ? h('p', null, text.waiting)
      : rows.length === 0 ? h('p', null, text.none)
      : h('ul', null, rows.map(({ id, name }) => h('li', { key: id }, name))),
    unit ? h('p', null, text.heard) : null,
    h('button', { type: 'button', onClick: () => context.events.publish('row.chosen', 'x') }, text.choose),
    ...${children});
}
const Help = ${help ?? `() => h('p', null, sdk.useMessages(texts).help)`};
const modules = {
  './portlet': () => ({ portlet: { modes: { view: async () => View, help: async () => Help } } }),
  './styles': () => { const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(styles)}); return { styles: sheet }; },
};
export const get = async (name) => { const module = modules[name](); return () => module; };
`;
}

const sha384 = (content: string) => `sha384-${createHash('sha384').update(content).digest('base64')}`;

/**
 * Writes a release as a producer of another kind would: no build, one ES module.
 *
 * @returns its folder, and what removes it
 */
export function writeRelease(flaw: Flaw = {}): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'yimen-specimen-'));
  const entry = flaw.entry ?? entrySource(flaw);
  const hasStyles = flaw.styles !== undefined;
  const manifest = {
    descriptor: { ...descriptor, ...flaw.descriptor },
    build: { entry: 'remoteEntry.js', needs: flaw.needs ?? { react: '^19.0.0' }, hasStyles },
    files: [{ path: 'remoteEntry.js', sha384: sha384(entry) }],
  };
  writeFileSync(join(folder, 'remoteEntry.js'), entry);
  writeFileSync(join(folder, 'release.json'), JSON.stringify(manifest));
  if (flaw.late !== undefined) writeFileSync(join(folder, 'late.js'), flaw.late);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
