import type { WindowFigure, WindowFigureReport } from '@yimen/shell-contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFigureRecorder } from '../portlet-container/figures/figure-recorder.ts';
import { observableValue } from '../portlet-container/observable.ts';
import { reportFigures } from './report-figures.ts';

const release = { name: 'todo', version: '1.0.0' };

function start(isSampled: boolean) {
  const recorder = createFigureRecorder(() => 0);
  const page = observableValue<string | null>('home');
  const isVisible = observableValue(true);
  const sent: WindowFigureReport[] = [];
  const stop = reportFigures({
    ...{ settings: { isSampled, interval: 30_000 }, take: recorder.take, page, isVisible },
    send: async (report) => void sent.push(structuredClone(report)),
  });
  const loads = () => sent.flatMap(({ windows }) => windows.map(({ isNew }: WindowFigure) => isNew));
  return { recorder, page, isVisible, sent, stop, loads };
}

describe('reporting of figures', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('[R110] tells at intervals and when the page is hidden, each thing once', () => {
    const { recorder, isVisible, sent, loads } = start(true);
    const life = recorder.begin(release, 0);
    vi.advanceTimersByTime(29_000);
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(sent).toMatchObject([{ page: 'home', isSampled: true, windows: [{ portlet: 'todo' }] }]);
    vi.advanceTimersByTime(60_000);
    expect(sent).toHaveLength(1);
    life.error('code');
    isVisible.set(false);
    expect(sent.at(-1)?.windows).toMatchObject([{ isNew: false, errors: { code: 1 } }]);
    expect(loads()).toEqual([true, false]);
  });

  it('tells what a page’s windows did under its own id, although another page is open by then', () => {
    const { recorder, page, sent } = start(true);
    recorder.begin(release, 0);
    page.set(null);
    recorder.begin({ name: 'next', version: '2.0.0' }, 0);
    page.set('other');
    vi.advanceTimersByTime(30_000);
    expect(sent.map((report) => [report.page, report.windows.map(({ portlet }) => portlet)])).toEqual([
      ['home', ['todo']],
      ['other', ['next']],
    ]);
  });

  it('tells of failures only outside of the sample', () => {
    const { recorder, sent } = start(false);
    recorder.begin(release, 0).phase('mounted');
    recorder.begin({ name: 'broken', version: '1.0.0' }, 0).error('load');
    const excess = { kind: 'requests', action: 'slowed', used: 300, limit: 240 } as const;
    recorder.begin({ name: 'busy', version: '1.0.0' }, 0).excess(excess);
    vi.advanceTimersByTime(30_000);
    expect(sent).toMatchObject([
      { isSampled: false, windows: [{ portlet: 'broken' }, { portlet: 'busy', excesses: [excess] }] },
    ]);
    expect(sent[0]?.windows).toHaveLength(2);
  });

  it('sends many windows in parts that a browser sends for a closing page', () => {
    const { recorder, isVisible, sent } = start(true);
    for (let index = 0; index < 100; index += 1) recorder.begin(release, 0);
    isVisible.set(false);
    expect(sent.map(({ windows }) => windows.length)).toEqual([40, 40, 20]);
    expect(Math.max(...sent.map((report) => JSON.stringify(report).length))).toBeLessThan(20_000);
  });

  it('ends with its undo', () => {
    const { recorder, isVisible, page, sent, stop } = start(true);
    stop();
    recorder.begin(release, 0);
    isVisible.set(false);
    page.set('other');
    vi.advanceTimersByTime(90_000);
    expect(sent).toEqual([]);
  });
});
