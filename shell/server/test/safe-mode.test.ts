import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeOf, publishPage, publishPortlet } from './harness/factories.ts';
import { startPortal, type TestPortal } from './harness/portal.ts';

const [database] = testDatabases();

describe('the document of a page in safe mode', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal((await database?.url()) ?? '');
    for (const name of ['one', 'two']) await publishPortlet(portal, name);
    await publishPage(portal, 'figures', [nodeOf('a', 'one'), nodeOf('b', 'two')]);
  });
  afterAll(() => portal.close());

  it('sends the code of no portlet ahead, or of the named ones only', async () => {
    const lina = await portal.signIn('lina');
    const codeOf = async (query: string) => {
      const { text } = await lina.open(`/pages/figures${query}`);
      return [...text.matchAll(/modulepreload[^>]*\/releases\/([a-z]+)\//g)].map(([, name]) => name);
    };
    expect(await codeOf('')).toEqual(['one', 'two']);
    expect(await codeOf('?safe=1')).toEqual([]);
    expect(await codeOf('?only=two')).toEqual(['two']);
    expect(await codeOf('?only=unknown')).toEqual([]);
    expect(await codeOf('?only=')).toEqual(['one', 'two']);
    expect(await codeOf('?safe=0')).toEqual(['one', 'two']);
  });
});
