import { createHash } from 'node:crypto';
import type { Flaw } from './write-release.ts';

/** A portlet that is good but for one thing, and the case that has to say so. */
export type BadPortlet = {
  readonly rule: string;
  /** Words of the case's title, where a rule has several cases. */
  readonly words?: string;
  readonly what: string;
  readonly flaw: Flaw;
  /** Words of what the kit says. */
  readonly says: RegExp;
  /** Other rules that it breaks. */
  readonly also?: readonly string[];
};

const random = `const noise = "${Array.from({ length: 6_000 }, (_, at) => createHash('sha512').update(String(at)).digest('base64')).join('')}";
`;

/** One or more per case of the kit. */
export const badPortlets: readonly BadPortlet[] = [
  { rule: 'R1', what: 'a size without rows', flaw: { descriptor: { size: { columns: 4 } } }, says: /rows/ },
  {
    rule: 'R70',
    what: 'a file that the manifest does not list',
    flaw: { late: 'export {};' },
    says: /late\.js/,
  },
  {
    rule: 'R63',
    what: 'a React of its own',
    flaw: { load: 'const own = { __CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE: {} };' },
    says: /react in remoteEntry\.js/,
  },
  { rule: 'R155', what: 'half a megabyte of code', flaw: { load: random }, says: /kB of JavaScript/ },
  { rule: 'R60', what: 'no container', flaw: { entry: 'export const hello = 1;' }, says: /no init and get/ },
  { rule: 'R61', what: 'another React', flaw: { needs: { react: '^18.0.0' } }, says: /react \^18\.0\.0/ },
  {
    rule: 'R150',
    what: 'a resource without a sample',
    flaw: {
      descriptor: { resources: { items: { path: '/api/items' }, more: { path: '/api/more' } } },
      view: `sdk.useResource('more');`,
    },
    says: /no answer for more/,
  },
  {
    rule: 'R151',
    words: 'shows what the service answers',
    what: 'a view that throws with data',
    flaw: {
      view: `if (rowsOf(data) > 0) throw new Error('boom'); function rowsOf(d) { return d?.items?.length ?? 0; }`,
    },
    says: /render: .*boom/,
  },
  {
    rule: 'R151',
    words: 'says that there is nothing',
    what: 'a view that throws for an empty list',
    flaw: { view: `if (data && data.items) data.items.length === 0 && data.items[0].name;` },
    says: /without data the window is failed/,
  },
  {
    rule: 'R151',
    words: 'says that the service failed',
    what: 'a view that takes a failure for an empty list',
    flaw: { view: `if (problem) { problem = null; data = { items: [] }; }` },
    says: /looks like/,
  },
  {
    rule: 'R44',
    what: 'a view that takes waiting for a failure',
    flaw: {
      view: `const [late, setLate] = React.useState(false); React.useEffect(() => { const t = isLoading ? setTimeout(() => setLate(true), 400) : undefined; return () => clearTimeout(t); }, [isLoading]); if (isLoading && late) throw new Error('too slow');`,
    },
    // A service that never answers is a slow one to it.
    also: ['R53'],
    says: /while it waits the window fails/,
  },
  {
    rule: 'R53',
    what: 'a view that shows nothing when the time is over',
    flaw: { view: `if (problem?.problem?.type.endsWith('service-timeout')) throw problem;` },
    says: /never answers the window is failed/,
  },
  {
    rule: 'R41',
    what: 'a view that keeps its failure',
    flaw: {
      view: `const kept = React.useRef(false); if (problem) kept.current = true; problem = kept.current ? problem ?? {} : null;`,
    },
    says: /does not come back/,
  },
  {
    rule: 'R40',
    what: 'an error in a promise when the data is of another shape',
    flaw: {
      view: `React.useEffect(() => { if (data && !data.items) void Promise.resolve().then(() => data.items.map(String)); }, [data]);`,
    },
    says: /nobody caught/,
  },
  {
    rule: 'R40',
    what: 'data that every window takes from one variable',
    flaw: {
      load: `const seen = new Set(); let latest; const takeData = (d) => { if (d) { latest = d; for (const tell of seen) tell({}); } };`,
      view: `const [, draw] = React.useState(); React.useEffect(() => { seen.add(draw); return () => seen.delete(draw); }, []); const own = data; React.useEffect(() => takeData(own), [own]); data = data && latest;`,
    },
    says: /other window of the page shows something else/,
  },
  {
    rule: 'R43',
    what: 'requests of its own beside its resources',
    flaw: {
      view: `React.useEffect(() => { if (data) void fetch('/api/portlets/specimen/api/items').then((r) => r.text()); }, [data]); React.useEffect(() => { if (answer.isRefreshing) void fetch('/api/portlets/specimen/api/other').then((r) => r.text()); }, [answer.isRefreshing]);`,
    },
    says: /read (more than once|what the window did not show)/,
  },
  {
    rule: 'R6',
    what: 'a help that throws',
    flaw: { help: `() => { throw new Error('no help'); }` },
    says: /mode help/,
  },
  {
    rule: 'R20',
    words: 'changes at once',
    what: 'a text that keeps the first language',
    flaw: {
      children: `[h('p', null, kept)]`,
      view: `const [kept] = React.useState(text.none === '没有条目' ? '保持中文的句子' : 'Kept');`,
    },
    says: /still Chinese/,
  },
  {
    rule: 'R20',
    words: 'zh-CN',
    what: 'a sentence in English only',
    flaw: { children: `[h('p', null, 'This sentence was never translated')]` },
    says: /not in zh-CN/,
  },
  {
    rule: 'R20',
    words: 'en-US',
    what: 'a value that is not there',
    flaw: { children: `[h('p', null, context.locale.get() === 'en-US' ? 'Total: ' + undefined : '合计')]` },
    says: /texts that are none/,
  },
  {
    rule: 'R22',
    what: 'a view that cannot take its own parameter',
    flaw: { view: `if (sdk.useRenderParameter('page')[0] === '1') throw new Error('no such page');` },
    says: /page = "1"/,
  },
  {
    rule: 'R26',
    what: 'an answer to an event that it did not declare',
    flaw: { view: `sdk.usePortletEvent('unit.chosen', () => context.events.publish('unit.echoed', 1));` },
    says: /unit\.echoed/,
  },
  {
    rule: 'R42',
    what: 'an id that is always the same',
    flaw: { children: `[h('span', { id: 'specimen-label' })]` },
    says: /specimen-label/,
  },
  {
    rule: 'R12',
    what: 'an interval at load',
    flaw: { load: `setInterval(() => undefined, 60000);` },
    says: /interval/,
    also: ['R28'],
  },
  {
    rule: 'R28',
    words: 'Nothing stays',
    what: 'a listener of the window',
    flaw: { effect: `window.addEventListener('resize', () => undefined);` },
    says: /"resize" on window/,
  },
  {
    rule: 'R28',
    words: 'Nothing stays',
    what: 'a timer of an hour',
    flaw: { effect: `setTimeout(() => undefined, 3600000);` },
    says: /timer of 3600000/,
  },
  {
    rule: 'R28',
    words: 'Nothing stays',
    what: 'an observer of the document',
    flaw: { effect: `new MutationObserver(() => undefined).observe(document.body, { childList: true });` },
    says: /MutationObserver/,
  },
  {
    rule: 'R28',
    words: 'Nothing stays',
    what: 'an element beside the page',
    flaw: { effect: `document.body.append(document.createElement('aside'));` },
    says: /elements beside the page/,
  },
  {
    rule: 'R28',
    words: 'still waits',
    what: 'a request of its own that nothing ends',
    flaw: { effect: `void fetch('/api/portlets/specimen/api/more').catch(() => undefined);` },
    says: /still waited for: .*more/,
  },
  {
    rule: 'R62',
    what: 'a style of the body',
    flaw: { effect: `document.body.style.color = 'rgb(1, 2, 3)';` },
    says: /rgb\(1, 2, 3\)/,
  },
  {
    rule: 'R152',
    what: 'a member of Array.prototype',
    flaw: {
      effect: `Object.defineProperty(Array.prototype, 'specimenLast', { value() { return this.at(-1); }, configurable: true });`,
    },
    says: /put back by the shell: .*Array\.prototype\.specimenLast/,
  },
  {
    rule: 'R152',
    what: 'a sheet for the whole document',
    flaw: {
      effect: `const s = new CSSStyleSheet(); document.adoptedStyleSheets = [...document.adoptedStyleSheets, s];`,
    },
    says: /put back by the shell: .*adoptedStyleSheets/,
  },
  {
    rule: 'R152',
    what: 'a global of its own',
    flaw: { effect: `globalThis.vendorState = {};` },
    says: /vendorState/,
  },
  {
    rule: 'R153',
    what: 'an error in the console',
    flaw: { effect: `console.error('specimen is unwell');` },
    says: /unwell/,
  },
  {
    rule: 'R154',
    what: 'a picture from elsewhere',
    flaw: { children: `[h('img', { alt: '', src: 'https://cdn.example.com/x.png' })]` },
    says: /example\.com|img-src/,
  },
  {
    rule: 'R156',
    what: 'a button without a name',
    flaw: { children: `[h('button', { type: 'button' })]` },
    says: /button-name/,
  },
  {
    rule: 'R157',
    what: 'a link that hides its focus',
    flaw: { children: `[h('a', { href: '#x', style: { outline: 'none' } }, text.choose)]` },
    says: /no change to be seen/,
  },
  {
    rule: 'R158',
    what: 'a box of 600 px',
    flaw: { children: `[h('div', { style: { width: '600px', height: '1px' } })]` },
    says: /px too wide/,
  },
];
