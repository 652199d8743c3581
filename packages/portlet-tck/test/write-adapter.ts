import { descriptor, type Flaw } from './write-release.ts';

/** The specimen without React: the same view, drawn with the browser's own means. */
const drawing = `
const texts = {
  'zh-CN': { none: '没有条目', failed: '服务出错了', waiting: '正在读取', choose: '选择', heard: '已选单位', help: '这是帮助' },
  'en-US': { none: 'Nothing there', failed: 'The service failed', waiting: 'Reading', choose: 'Choose', heard: 'Chosen unit', help: 'This is the help' },
};
const element = (name, text, ...inside) => {
  const made = document.createElement(name);
  made.append(text, ...inside);
  return made;
};
function drawView(place, context) {
  const items = context.resources.watch('items');
  let unit = '';
  const draw = () => {
    const text = texts[context.locale.get()];
    const { data, problem, isLoading } = items.get();
    const rows = Array.isArray(data?.items) ? data.items : [];
    const list = element('ul', '', ...rows.map(({ name }) => element('li', name)));
    const words = problem ? text.failed : isLoading ? text.waiting : text.none;
    const button = element('button', text.choose);
    button.type = 'button';
    button.addEventListener('click', () => context.events.publish('row.chosen', 'x'));
    const shown = !problem && rows.length > 0 ? list : element('p', words);
    place.replaceChildren(shown, ...(unit ? [element('p', text.heard)] : []), button);
  };
  for (const source of [items, context.locale]) source.subscribe(draw);
  context.events.subscribe('unit.chosen', ({ id }) => { unit = id; draw(); });
  draw();
}
function drawHelp(place, context) {
  const draw = () => place.replaceChildren(element('p', texts[context.locale.get()].help));
  context.locale.subscribe(draw);
  draw();
}`;

const binding = {
  mount: (flaw: string) => `
const portlet = () => sdk.defineMount({ descriptor, modes: {
  view: async () => (place, context) => { ${flaw}; drawView(place, context); },
  help: async () => drawHelp,
} });`,
  element: (flaw: string) => `
const classOf = (draw) => class extends HTMLElement { connectedCallback() { draw(this, this.context); } };
const portlet = () => sdk.defineElement({ descriptor, modes: {
  view: async () => classOf((place, context) => { ${flaw}; drawView(place, context); }),
  help: async () => classOf(drawHelp),
} });`,
};

/**
 * A specimen of an adapter.
 *
 * @param adapter which
 * @param flaw code that runs when the view is shown
 */
export function adapterSpecimen(adapter: 'mount' | 'element', flaw = ''): Flaw {
  const declared = { ...descriptor, adapter };
  return {
    descriptor: { adapter },
    needs: {},
    entry: `let sdk;
const descriptor = ${JSON.stringify(declared)};
export const needsRuntime = false;
export const init = (scope) => { sdk = Object.values(scope['@yimen/portlet-sdk'])[0].lib(); };
${drawing}
${binding[adapter](flaw)}
let made;
export const get = async () => () => ({ portlet: (made ??= portlet()) });
`,
  };
}
