import type { Page } from '@playwright/test';
import { type Figure, figureOf } from './figures.ts';

/** What the administrator waits for in Chromium: until the rows that she asked for stand in the table. */
export async function measurePortlet(page: Page, { runs }: { runs: number }): Promise<Figure[]> {
  const loads: number[] = [];
  const turns: number[] = [];
  const searches: number[] = [];
  for (let run = 0; run <= runs; run++) {
    await page.goto(new URL('/pages/identity', page.url()).href, { waitUntil: 'commit' });
    await page.waitForSelector('[data-portlet="identity-people"] tbody tr[data-row-key]', {
      state: 'visible',
    });
    const load = await page.evaluate(() => performance.now());
    const turn = await timed(page, 'click-next');
    const search = await timed(page, 'search');
    if (run === 0) continue;
    loads.push(load);
    turns.push(turn);
    searches.push(search);
  }
  return [
    figureOf('portlet: from the navigation to its first rows', loads),
    figureOf('portlet: from “next page” to the next rows', turns),
    figureOf(
      'portlet: from the last key of a search to its rows (300 ms of them waits for more keys)',
      searches,
    ),
  ];
}

/** The time until the first row has changed, told by an observer in the page. */
function timed(page: Page, what: 'click-next' | 'search'): Promise<number> {
  return page.evaluate(async (action) => {
    const portlet = document.querySelector('[data-portlet="identity-people"]');
    if (!portlet) throw new Error('the portlet is not there');
    const first = () => portlet.querySelector('tbody tr[data-row-key]')?.getAttribute('data-row-key');
    const before = first();
    const begin = performance.now();
    if (action === 'click-next') {
      const buttons = [...portlet.querySelectorAll<HTMLButtonElement>('nav button')];
      buttons.at(-1)?.click();
    } else {
      const field = portlet.querySelector<HTMLInputElement>('input[type="search"]');
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
      set?.call(field, `bench0${Math.floor(Math.random() * 90_000) + 10_000}`);
      field?.dispatchEvent(new Event('input', { bubbles: true }));
    }
    await new Promise<void>((resolve) => {
      const look = () =>
        first() !== before && first() !== undefined ? resolve() : requestAnimationFrame(look);
      look();
    });
    return performance.now() - begin;
  }, what);
}
