import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { askFromPage } from './ask-from-page.ts';

type Batch = { id: string; state: string; mistakeCount: number };

const families = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'.split('');
const given = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建文志国'.split('');
const units = [
  'bureau',
  'office',
  'budget-section',
  'payment-centre',
  'edu',
  'health',
  'transport',
  'civil',
  'agri',
];

/** The person with this number: her name, unit and user name follow from it. */
export function rowOf(index: number): string {
  const name = [families[index % 20], given[(index * 7) % 30], given[(index * 11 + 3) % 30]].join('');
  return `bench${String(index).padStart(6, '0')},${name},${units[index % units.length]},section-officer`;
}

/** Imports people as an administrator does: a dry run, then the commit; and waits until they can be found. */
export async function importPeople(
  page: Page,
  count: number,
  say: (line: string) => void,
): Promise<{ seconds: number }> {
  const begin = Date.now();
  const rows = Array.from({ length: count }, (_, index) => rowOf(index));
  const body = ['用户名,姓名,单位,岗位', ...rows].join('\n');
  const checked = await askFromPage<Batch>(page, {
    method: 'POST',
    path: '/imports?kind=people&fileName=bench.csv',
    body,
    type: 'text/csv',
  });
  const { id, mistakeCount } = checked.answer;
  if (mistakeCount > 0) throw new Error(`${mistakeCount} mistakes`);
  say(`dry run ${Math.round(checked.ms / 1000)} s`);
  await askFromPage(page, {
    method: 'POST',
    path: `/imports/${id}/commit`,
    body: '{}',
    type: 'application/json',
  });
  await until(async () => {
    // On the embedded database a commit of this size keeps reads waiting: the portal gives them up, the portlet asks on.
    const batch = await askFromPage<Batch>(page, { path: `/imports/${id}` }).catch(() => undefined);
    if (batch?.answer.state === 'failed') throw new Error('the import failed');
    return batch?.answer.state === 'committed';
  });
  say('committed; waiting until the search knows them');
  const last = rowOf(count - 1).split(',')[0];
  await until(async () => (await found(page, `${last}`)) > 0);
  return { seconds: Math.round((Date.now() - begin) / 1000) };
}

const found = async (page: Page, q: string) =>
  (await askFromPage<{ people: unknown[] }>(page, { path: `/people?q=${encodeURIComponent(q)}` })).answer
    .people.length;

async function until(isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) await sleep(1_000);
}
