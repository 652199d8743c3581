import { type ReleaseReport, validateReleaseReport } from '@yimen/portlet-sdk/release';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumOptions, findChromium } from '../src/browser/chromium.ts';
import { allCases, type KitCase, runKit } from '../src/index.ts';
import { badPortlets } from './flaws.ts';
import { adapterSpecimen } from './write-adapter.ts';
import { type Flaw, specimenSamples, writeRelease } from './write-release.ts';

let browser: Browser;

beforeAll(async () => {
  const found = await findChromium(process.env);
  browser = await chromium.launch(chromiumOptions({ ...process.env, YIMEN_CHROMIUM: found }));
});
afterAll(() => browser.close());

async function check(flaw: Flaw, isWanted: (one: KitCase) => boolean = () => true): Promise<ReleaseReport> {
  const { folder, remove } = writeRelease(flaw);
  try {
    return await runKit({ release: folder, samples: specimenSamples, browser, isWanted });
  } finally {
    remove();
  }
}

describe('the conformance kit', () => {
  it('[R150][R151][R152][R153][R154][R155][R156][R157][R158] passes a portlet that keeps every rule', async () => {
    const report = await check({});
    const { cases } = report;
    expect(cases.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(cases).toHaveLength(allCases.length);
    expect(report).toMatchObject({ kit: 'portlet-tck', portlet: 'specimen', version: '1.0.0' });
    expect(validateReleaseReport(report)).toEqual([]);
  });

  it.each(['mount', 'element'] as const)('[R120] passes a portlet of the adapter %s', async (adapter) => {
    const { cases } = await check(adapterSpecimen(adapter));
    expect(cases.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
  });

  it.each(['mount', 'element'] as const)(
    '[R28] sees what a portlet of the adapter %s leaves',
    async (adapter) => {
      const flaw = adapterSpecimen(adapter, `window.addEventListener('resize', () => undefined)`);
      const { cases } = await check(flaw, ({ id }) => id === 'R28');
      expect(cases.find(({ outcome }) => outcome === 'failed')?.detail).toContain('"resize" on window');
    },
  );

  it('says of a portlet that is not shown why, and nothing of what it saw instead', async () => {
    const { cases } = await check({ needs: { react: '^18.0.0' } });
    const failed = cases.filter(({ outcome }) => outcome === 'failed');
    expect(failed.map(({ id }) => id)).toEqual(['R61']);
    const skipped = cases.filter(({ outcome }) => outcome === 'skipped');
    expect(skipped.find(({ id }) => id === 'R151')?.detail).toContain('the portlet is not shown, see [R61]');
  });

  it('has a bad portlet for every case', () => {
    const untested = allCases.filter(
      ({ id, title }) => !badPortlets.some(({ rule, words = '' }) => rule === id && title.includes(words)),
    );
    expect(untested.map(({ id, title }) => `${id} ${title}`)).toEqual([]);
  });

  it.each(badPortlets)('fails $rule for $what', async ({ rule, words = '', flaw, says, also = [] }) => {
    const isMeant = ({ id, title }: { id: string; title: string }) => id === rule && title.includes(words);
    // All cases for each portlet take minutes; that is for whoever changes the kit.
    const isWanted = process.env.YIMEN_TCK_ALL ? () => true : isMeant;
    const { cases } = await check(flaw, isWanted);
    const failed = cases.filter(({ outcome }) => outcome === 'failed');
    expect(failed.filter(isMeant).map(({ detail }) => detail)).toEqual([expect.stringMatching(says)]);
    if (!process.env.YIMEN_TCK_ALL) return;
    const others = failed.filter((one) => !isMeant(one) && !also.includes(one.id));
    expect(others.map(({ id, detail }) => `${id} ${detail}`)).toEqual([]);
  });
});
