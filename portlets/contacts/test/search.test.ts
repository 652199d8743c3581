import { testDatabases } from '@yimen/database/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ContactsScene, contactsScene } from './contacts-scene.ts';
import { testPerson } from './test-directory.ts';

const people = [
  testPerson('zhangwei', '张伟', 'Zhang Wei', {
    unitId: 'edu',
    postId: 'unit-clerk',
    mobilePhone: '13812345678',
  }),
  testPerson('zengqian', '曾倩', 'Zeng Qian', { unitId: 'budget-section', postId: 'section-chief' }),
  testPerson('ouyang', '欧阳乐', 'Ouyang Le', { officePhone: '000-8666 1234' }),
  testPerson('lvbu', '吕步青', 'Lü Buqing'),
  testPerson('rare', '张𠮷', "Zhang Xi'an", { unitId: null }),
  testPerson('shan', '单明', 'Shan Ming', { mobilePhone: null, officePhone: null }),
];

describe.each(testDatabases())('searching contacts on $name', ({ url }) => {
  let scene: ContactsScene;
  beforeEach(async () => {
    scene = await contactsScene(await url(), people);
  });
  afterEach(() => scene.close());

  const idsFor = async (q: string, rest?: string) =>
    (await scene.search(q, rest)).items.map((item) => item.id).sort();

  it('finds people by name, pinyin, initials, both mixed, English name, unit and post', async () => {
    const expected: Record<string, string[]> = {
      张: ['rare', 'zhangwei'],
      张伟: ['zhangwei'],
      zhangwei: ['zhangwei'],
      ZHANGW: ['zhangwei'],
      "zhang'wei": ['zhangwei'],
      zw: ['zhangwei'],
      zwei: ['zhangwei'],
      wei: ['zhangwei'],
      ang: [],
      'wei zhang': ['zhangwei'],
      weizhang: ['zhangwei'],
      zeng: ['zengqian'],
      ceng: [],
      shanming: ['shan'],
      danming: [],
      ouyangle: ['ouyang'],
      ouyangyue: ['ouyang'],
      oyl: ['ouyang'],
      lvbuqing: ['lvbu'],
      lübu: ['lvbu'],
      lyubuqing: ['lvbu'],
      张𠮷: ['rare'],
      𠮷: ['rare'],
      xian: ['rare'],
      教育局: ['zhangwei'],
      科长: ['zengqian'],
      '教育局 经办': ['zhangwei'],
      '教育局 科长': [],
      education: ['zhangwei'],
    };
    const found: Record<string, string[]> = {};
    for (const q of Object.keys(expected)) found[q] = await idsFor(q);
    expect(found).toEqual(expected);
  });

  it('finds people by digits of office phones, and of mobile phones by those that are shown', async () => {
    expect(await idsFor('86661234')).toEqual(['ouyang']);
    expect(await idsFor('8666')).toEqual(['ouyang']);
    expect(await idsFor('5678')).toEqual(['zhangwei']);
    expect(await idsFor('138 5678')).toEqual(['zhangwei']);
    expect(await idsFor('+86 138-1234-5678')).toEqual(['zhangwei']);
    // The masked middle cannot be found out digit by digit.
    for (const q of ['1234567', '13812', '138123', '2345', '345678']) expect(await idsFor(q)).toEqual([]);
  });

  it('keeps to a unit and those below it', async () => {
    expect(await idsFor('', '&unit=bureau')).toEqual(['lvbu', 'ouyang', 'shan', 'zengqian']);
    expect(await idsFor('zhang', '&unit=city')).toEqual(['zhangwei']);
    expect(await idsFor('zhang', '&unit=bureau')).toEqual([]);
    expect(await idsFor('', '&unit=nothing')).toEqual([]);
  });

  it('takes signs of SQL patterns for what they are', async () => {
    expect(await idsFor('%')).toEqual([]);
    expect(await idsFor('_')).toEqual([]);
    expect(await idsFor("'; drop table contact; --")).toEqual([]);
    expect((await scene.search('')).total).toBe(6);
  });

  it('pages in the order of the directory', async () => {
    const pages = await Promise.all(
      [1, 2, 3].map(async (page) => (await scene.as({}, `/api/contacts?size=2&page=${page}`)).json()),
    );
    const ids = pages.flatMap((page: { items: { id: string }[] }) => page.items.map((item) => item.id));
    expect(ids).toEqual(['zengqian', 'lvbu', 'ouyang', 'shan', 'zhangwei', 'rare']);
    expect(pages.map((page: { total: number }) => page.total)).toEqual([6, 6, 6]);
  });

  it('shows one person with all the units above her, and the units in tree order', async () => {
    const person = await (await scene.as({}, '/api/contacts/person?id=zhangwei')).json();
    expect(person.unitPath.map((unit: { id: string }) => unit.id)).toEqual(['city', 'edu']);
    expect(person).toMatchObject({ post: { name: { 'zh-CN': '单位经办' } }, maskedMobile: '138****5678' });
    const units = await (await scene.as({}, '/api/contacts/units')).json();
    expect(units.map((unit: { id: string }) => unit.id)).toEqual([
      'city',
      'bureau',
      'budget-section',
      'payment-centre',
      'edu',
    ]);
    expect((await scene.as({}, '/api/contacts/person?id=nobody')).status).toBe(404);
  });

  it('names every wrong part of a query', async () => {
    const answer = await scene.as({}, `/api/contacts?page=0&size=1000&q=${'𠮷'.repeat(61)}`);
    expect(answer.status).toBe(400);
    const { errors } = (await answer.json()) as { errors: { pointer: string }[] };
    expect(errors.map((error) => error.pointer)).toEqual(['/query/q', '/query/page', '/query/size']);
    expect((await scene.as({}, `/api/contacts?q=${'𠮷'.repeat(60)}`)).status).toBe(200);
  });
});
