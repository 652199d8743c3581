import type { Page } from '@playwright/test';
import { askFromPage } from './ask-from-page.ts';
import { type Figure, figureOf } from './figures.ts';

type People = { people: { username: string }[]; cursor: string | null };

/** Lists and searches of the server, through the gateway, as the portlet asks. */
export async function measureList(page: Page, o: { count: number; runs: number }): Promise<Figure[]> {
  const deep = await cursorInTheMiddle(page, o.count);
  const questions: [string, string][] = [
    ['first page', ''],
    [`page after ${Math.round(o.count / 2)} people`, `&cursor=${encodeURIComponent(deep)}`],
    ['search by name 王伟', `&q=${encodeURIComponent('王伟')}`],
    ['search by pinyin wangwei', '&q=wangwei'],
    ['search by initials ww', '&q=ww'],
    ['search by user name', '&q=bench0500'],
    ['a search that finds nobody', '&q=zzzzzz'],
    ['a unit', '&unitId=edu'],
    ['a unit and all below it', '&unitId=bureau'],
    ['a unit and a search', `&unitId=health&q=${encodeURIComponent('李')}`],
  ];
  const figures: Figure[] = [];
  for (const [what, query] of questions) {
    const samples: number[] = [];
    for (let run = 0; run <= o.runs; run++) {
      const { ms } = await askFromPage<People>(page, { path: `/people?limit=20${query}` });
      if (run > 0) samples.push(ms);
    }
    figures.push(figureOf(`server: ${what}`, samples));
  }
  return figures;
}

/** There is no shortcut to a page in the middle: a cursor comes from the page before. */
async function cursorInTheMiddle(page: Page, count: number): Promise<string> {
  let cursor = '';
  for (let passed = 0; passed < count / 2; passed += 200) {
    const after: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const { answer } = await askFromPage<People>(page, { path: `/people?limit=200${after}` });
    if (answer.cursor === null) throw new Error(`the list ends after ${passed + answer.people.length}`);
    cursor = answer.cursor;
  }
  return cursor;
}
