import { windowId } from '../stage/stage.ts';
import { reachByTab } from './focus-walk.ts';
import { expectNone, expectThat, type KitCase, onlyWhen } from './kit-case.ts';

/** Can everybody use it: by keyboard, by ear, on a narrow screen. */
export const peopleCases: readonly KitCase[] = [
  {
    id: 'R156',
    title: 'No serious barrier by axe-core, with data, without, and with a failed service',
    mend: 'Each barrier has a page at https://dequeuniversity.com/rules/axe/4.11/<its id>.',
    async run({ visit }) {
      for (const service of ['data', 'empty', 'failing'] as const) {
        const { barriers } = await visit({ service });
        expectNone(barriers, `barriers (service: ${service})`);
      }
    },
  },
  {
    id: 'R157',
    title: 'Everything that can be used is reached by Tab, and shows that it has the focus',
    mend: 'Use buttons and links; leave :focus-visible as the theme has it.',
    async run({ stage }) {
      const page = await stage();
      await page.open();
      const { wanted, reached, hidden } = await reachByTab(page);
      onlyWhen(wanted > 0, 'there is nothing to use');
      expectThat(reached > 0, 'Tab never comes into the window');
      expectThat(
        reached >= Math.min(wanted, 50) * 0.99,
        `Tab reaches ${reached} of ${wanted} things: the focus is caught`,
      );
      expectNone(hidden, 'no change to be seen when it has the focus');
    },
  },
  {
    id: 'R158',
    title: 'It fits a screen of 390 px without scrolling sideways',
    mend: 'Let rows wrap and columns shrink (min-width: 0); put wide tables into a box that scrolls by itself.',
    async run({ stage }) {
      const page = await stage({ width: 390 });
      await page.open();
      const sizes = await page.page.evaluate((id) => {
        const body = document.querySelector(`[data-body="${id}"]`);
        const inner = body ? body.scrollWidth - body.clientWidth : 0;
        const widest = [...(body?.querySelectorAll('*') ?? [])]
          .filter((element) => element.getBoundingClientRect().right > innerWidth)
          .map((element) => `<${element.localName} class="${element.getAttribute('class') ?? ''}">`)[0];
        return { page: document.documentElement.scrollWidth - innerWidth, inner, widest: widest ?? '' };
      }, windowId);
      for (const frame of await page.frames()) {
        const wide = await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expectThat(wide <= 1, `its page is ${wide} px too wide`);
      }
      expectThat(
        sizes.page <= 1 && sizes.inner <= 1,
        `${Math.max(sizes.page, sizes.inner)} px too wide ${sizes.widest}`,
      );
    },
  },
];
