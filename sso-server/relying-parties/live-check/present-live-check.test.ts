import { describe, expect, it } from 'vitest';
import { findings } from './findings.ts';
import { presentLiveCheck } from './present-live-check.ts';
import { freshSteps, type LiveCheckStep } from './steps.ts';

const row = (steps: LiveCheckStep[], finishedAt: number | null = 2_000) => ({
  id: 'c',
  client_id: 'ledger',
  requested_by: 'p-a',
  requested_username: 'a',
  start_url: null,
  steps_json: steps,
  created_at: 1_000,
  finished_at: finishedAt,
});
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('what a live check says', () => {
  it.each(Object.entries(findings))('%s has the same holes in both languages', (_code, texts) => {
    expect(new Set(holes(texts.found['zh-CN']))).toEqual(new Set(holes(texts.found['en-US'])));
    const advice = 'advice' in texts ? texts.advice : undefined;
    expect(new Set(holes(advice?.['zh-CN'] ?? ''))).toEqual(new Set(holes(advice?.['en-US'] ?? '')));
  });

  it('fills the holes, and leaves text that looks like one alone', () => {
    const values = { url: 'http://a/{status}', status: 404 };
    const [step] = presentLiveCheck(
      row([{ id: 'logout', state: 'failed', code: 'logout-not-found', values }]),
      0,
    ).steps;
    expect(step?.found?.['en-US']).toBe('http://a/{status} answers 404: there is no such address');
  });

  it('is as bad as its worst step', () => {
    const of = (...states: LiveCheckStep['state'][]) =>
      presentLiveCheck(row(states.map((state) => ({ id: 'start', state }))), 0).state;
    expect(of('passed', 'skipped')).toBe('passed');
    expect(of('passed', 'warning')).toBe('warning');
    expect(of('warning', 'failed', 'passed')).toBe('failed');
  });

  it('runs, until its process has been gone for minutes', () => {
    expect(presentLiveCheck(row(freshSteps(), null), 60_000).state).toBe('running');
    expect(presentLiveCheck(row(freshSteps(), null), 10 * 60_000).state).toBe('interrupted');
  });
});
