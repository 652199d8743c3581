import type { Stage } from '../stage/stage.ts';
import { windowId } from '../stage/stage.ts';
import { expectNone, expectThat, type KitCase, onlyWhen } from './kit-case.ts';

/** What a portlet may not do to the page, its globals, its styles, and what it may not leave behind. */
export const neighbourCases: readonly KitCase[] = [
  {
    id: 'R12',
    title: 'Loading the code starts nothing',
    mend: 'Move what runs when a module is evaluated into an effect of a component.',
    async run({ stage }) {
      const { host, page, serviceCalls, still } = await stage();
      const elements = () => page.evaluate(() => document.body.querySelectorAll('*').length);
      const before = await elements();
      await host('loadCode');
      await still();
      const { ofPortlet } = await page.evaluate(() => globalThis.tckWatch.leftovers());
      expectNone(ofPortlet, 'before the portlet is shown there is');
      expectNone(serviceCalls(), 'before the portlet is shown it reads');
      expectThat((await elements()) === before, 'before the portlet is shown it changes the page');
    },
  },
  {
    id: 'R28',
    title: 'Nothing stays when the window goes: listeners, timers, observers, connections, sheets',
    mend: 'Return the undo from the effect, or register it with onDispose.',
    async run({ stage }) {
      const page = await stage();
      const counts: Record<string, number>[] = [];
      // Twice: the first time also fills caches of the shell and the design system, which may stay.
      for (let life = 0; life < 3; life += 1) {
        await page.open();
        await page.host('closeWindow', windowId);
        await settledLeftovers(page);
        const left = await page.page.evaluate(() => globalThis.tckWatch.leftovers());
        expectNone(left.ofPortlet, 'after the window has gone there is still');
        counts.push({ ...left.counts });
      }
      const [, second = {}, third = {}] = counts;
      const grown = Object.entries(third).filter(([name, count]) => count > (second[name] ?? 0));
      expectNone(
        grown.map(([name, count]) => `${count - (second[name] ?? 0)} ${name}`),
        'each life of the window leaves more behind',
      );
    },
  },
  {
    id: 'R28',
    title: 'A request that still waits is given up when the window goes',
    mend: 'Read and send by context.resources; they end with the window.',
    async run({ release, stage }) {
      onlyWhen(Object.keys(release.descriptor.resources ?? {}).length > 0, 'it reads no resource');
      const page = await stage({ service: 'hanging' });
      await page.host('openWindow', windowId);
      await page.page
        .waitForRequest((request) => request.url().includes('/api/portlets/'), { timeout: 1_500 })
        .catch(() => undefined);
      onlyWhen(page.serviceCalls().length > 0, 'its first view reads nothing');
      await page.still();
      await page.host('closeWindow', windowId);
      await page.still();
      const open = page.requests.filter(({ url, isOver }) => url.includes('/api/portlets/') && !isOver);
      expectNone(
        open.map(({ url }) => url),
        'still waited for',
      );
    },
  },
  {
    id: 'R62',
    title: 'Its styles change nothing outside of its windows',
    mend: 'Use CSS Modules; no style element, no class or style on html, body or anything you did not render.',
    async run({ stage }) {
      const page = await stage();
      const before = await bystanders(page);
      await page.open();
      const during = await bystanders(page);
      expectNone(differences(before, during), 'outside of the window there changes');
      await page.host('closeWindow', windowId);
      await page.still();
      expectNone(differences(before, await bystanders(page)), 'after the window there stays changed');
    },
  },
  {
    id: 'R152',
    title: 'Globals and built-in prototypes stay as they are',
    mend: 'Keep values in modules; bring no polyfill that changes a prototype.',
    async run({ release, stage }) {
      const { page, host, open, still } = await stage();
      const changed = () => page.evaluate(() => globalThis.tckWatch.changedGlobals());
      await page.evaluate(() => globalThis.tckWatch.keepGlobals());
      // The shell puts back what it knows of, when the window is shown and when it goes, and says so in its log.
      const { errors } = await open();
      expectNone(
        errors.filter((error) => error.startsWith('page-changed ')),
        'changed, and put back by the shell',
      );
      const during = await changed();
      await host('closeWindow', windowId);
      await still();
      // What the federation runtime and a framework mark a page with is not the portlet's doing.
      const marks = /^(__FEDERATION__|__VMOK__|__GLOBAL_LOADING_REMOTE_ENTRY__|__REACT|__VUE|tck)/;
      const name = release.descriptor.name;
      const names = [...during, ...(await changed())];
      expectNone(
        names.filter((path) => !marks.test(path) && !path.startsWith(name)),
        'changed',
      );
    },
  },
  {
    id: 'R153',
    title: 'Nothing is written to the console as an error, and no error is left uncaught',
    mend: 'Mend what the message says; a warning of React has the component’s name.',
    async run({ visit }) {
      for (const service of ['data', 'empty'] as const) {
        const { errors, state } = await visit({ service });
        // A window that failed is R151's, and what the policy refused R154's.
        if (state.status === 'failed') continue;
        const own = errors.filter((error) => !/violates the following Content Security Policy/.test(error));
        expectNone(own, `errors (service: ${service})`);
      }
    },
  },
  {
    id: 'R154',
    title: 'It asks for nothing outside of the portal and keeps the content security policy',
    mend: 'Bring fonts, images and data with the release or the service; no inline style element, no eval.',
    async run({ visit }) {
      const { outside, violations } = await visit({ service: 'data' });
      expectNone(outside, 'requests to other places');
      expectNone(violations, 'the policy refused');
    },
  },
];

/** Animations and debounced work of the design system may take a moment to end. */
async function settledLeftovers(page: Stage): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    await page.still();
    const { ofPortlet } = await page.page.evaluate(() => globalThis.tckWatch.leftovers());
    if (ofPortlet.length === 0) return;
  }
}

type Looks = Readonly<Record<string, string>>;

/** How everything looks that is not the portlet's. */
function bystanders(stage: Stage): Promise<Looks> {
  return stage.page.evaluate(() => {
    const all = [
      document.documentElement,
      document.body,
      ...document.querySelectorAll('main, main > h1, [data-bystanders], [data-bystanders] *'),
    ];
    const skipped = /^(block-size|height|inline-size|width|perspective-origin|transform-origin)$/;
    return Object.fromEntries(
      all.map((element, index) => {
        const style = getComputedStyle(element);
        const looks = [...style].filter((name) => !skipped.test(name));
        const name = `${index} <${element.localName}>`;
        const attributes = [...element.attributes].filter(
          // The theme of the page is the shell's.
          ({ name }) => !['lang', 'style', 'data-yimen-theme'].includes(name),
        );
        const own = attributes.map(({ name, value }) => `${name}=${value}`).join(' ');
        return [name, `${own}\n${looks.map((one) => `${one}: ${style.getPropertyValue(one)}`).join('\n')}`];
      }),
    );
  });
}

function differences(before: Looks, after: Looks): string[] {
  return Object.entries(before).flatMap(([name, looks]) => {
    const now = (after[name] ?? '').split('\n');
    const changed = looks.split('\n').findIndex((line, index) => line !== now[index]);
    return changed < 0 ? [] : [`${name.replace(/^\d+ /, '')} ${now[changed] ?? 'is gone'}`];
  });
}
