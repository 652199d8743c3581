import type { ElementHandle } from 'playwright-core';
import type { Stage } from '../stage/stage.ts';
import { windowId } from '../stage/stage.ts';
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
      const wanted = await page.page.evaluate(countReachable, windowId);
      onlyWhen(wanted > 0, 'there is nothing to use');
      const { reached, hidden } = await tabThrough(page, Math.min(wanted + 3, 60));
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
      expectThat(
        sizes.page <= 1 && sizes.inner <= 1,
        `${Math.max(sizes.page, sizes.inner)} px too wide ${sizes.widest}`,
      );
    },
  },
];

/** Runs in the page. Of a group of radio buttons one is in the order of Tab. */
function countReachable(id: string): number {
  const body = document.querySelector(`[data-body="${id}"]`);
  const all = body?.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable="true"]',
  );
  const groups = new Set<string>();
  return [...(all ?? [])].filter((element) => {
    if (
      element.tabIndex < 0 ||
      element.matches(':disabled') ||
      !element.checkVisibility({ visibilityProperty: true })
    ) {
      return false;
    }
    if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
    const isNew = !groups.has(element.name);
    groups.add(element.name);
    return isNew;
  }).length;
}

async function tabThrough(stage: Stage, steps: number): Promise<{ reached: number; hidden: string[] }> {
  const { page } = stage;
  const hidden: string[] = [];
  let reached = 0;
  let looked = 0;
  await page.evaluate(() => {
    // The page's own controls come before the window.
    const last = document.querySelector<HTMLElement>('[data-bystanders] select');
    last?.focus();
  });
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press('Tab');
    const focused = (await page.evaluateHandle(() => document.activeElement)).asElement();
    const isInside = await focused?.evaluate(
      (element, id) => element.closest(`[data-body="${id}"]`) !== null,
      windowId,
    );
    if (!focused || !isInside) {
      if (reached > 0) break;
      continue;
    }
    reached += 1;
    // Pictures cost time: the first of each kind of thing say enough.
    if (looked < 12 && !(await isSeenFocused(stage, focused as ElementHandle<HTMLElement>))) {
      hidden.push(await focused.evaluate((element) => (element as Element).outerHTML.slice(0, 100)));
    }
    looked += 1;
  }
  return { reached, hidden };
}

/** Compares two pictures of the thing and what is close around it: with the focus and without. */
async function isSeenFocused({ page }: Stage, focused: ElementHandle<HTMLElement>): Promise<boolean> {
  const box = await focused.evaluate((element) => {
    element.scrollIntoView({ block: 'center' });
    if (element instanceof HTMLIFrameElement) return null;
    const own = element.getBoundingClientRect();
    const around = element.parentElement?.getBoundingClientRect() ?? own;
    // A tiny input that is drawn by what is around it: the visible control is its parent.
    const { x, y, width, height } = own.width < 8 || getComputedStyle(element).opacity === '0' ? around : own;
    return { x, y, width, height };
  });
  if (!box) return true;
  const room = 8;
  const clip = {
    x: Math.max(0, box.x - room),
    y: Math.max(0, box.y - room),
    width: Math.max(1, Math.min(box.width, 600) + 2 * room),
    height: Math.max(1, Math.min(box.height, 300) + 2 * room),
  };
  const picture = () => page.screenshot({ clip, animations: 'disabled', caret: 'hide' }).catch(() => null);
  const shown = await picture();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const blurred = await picture();
  await focused.evaluate((element) => element.focus({ focusVisible: true } as FocusOptions));
  return shown === null || blurred === null || !shown.equals(blurred);
}
