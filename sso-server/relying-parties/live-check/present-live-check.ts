import type { LocalizedText } from '../../database-schema.ts';
import { findings, stepTitles } from './findings.ts';
import type { LiveCheckTable } from './live-check-tables.ts';
import type { LiveCheckStep, StepState, Values } from './steps.ts';

/** A check that has not ended after this time never will: its process is gone. */
const longestMs = 3 * 60_000;

/** A check as administrators see it, in both languages. */
export function presentLiveCheck(row: LiveCheckTable, now: number) {
  const isLost = row.finished_at === null && now - row.created_at > longestMs;
  return {
    id: row.id,
    clientId: row.client_id,
    startUrl: row.start_url,
    requestedBy: row.requested_username,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    state: row.finished_at !== null ? verdict(row.steps_json) : isLost ? 'interrupted' : 'running',
    steps: row.steps_json.map(presentStep),
  };
}

function verdict(steps: readonly LiveCheckStep[]): 'passed' | 'warning' | 'failed' {
  const has = (state: StepState) => steps.some((step) => step.state === state);
  if (has('failed')) return 'failed';
  return has('warning') ? 'warning' : 'passed';
}

function presentStep({ id, state, code, values = {} }: LiveCheckStep) {
  const text: { found: LocalizedText; advice?: LocalizedText } | undefined = code && findings[code];
  return {
    id,
    state,
    code: code ?? null,
    title: stepTitles[id],
    found: text ? fill(text.found, values) : null,
    advice: text?.advice ? fill(text.advice, values) : null,
  };
}

function fill(text: LocalizedText, values: Values): LocalizedText {
  const one = (template: string) =>
    template.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
  return { 'zh-CN': one(text['zh-CN']), 'en-US': one(text['en-US']) };
}
