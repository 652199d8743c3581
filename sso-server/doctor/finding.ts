import type { LocalizedText } from '../database-schema.ts';

export type FindingStatus = 'ok' | 'warning' | 'failure';

/** What a check found: what is so, and what to do about it unless it is in order. */
export type Finding = {
  check: string;
  status: FindingStatus;
  text: LocalizedText;
  todo?: LocalizedText;
};

const both = (zh: string, en: string): LocalizedText => ({ 'zh-CN': zh, 'en-US': en });

export const ok = (check: string, zh: string, en: string): Finding => ({
  check,
  status: 'ok',
  text: both(zh, en),
});

export function warning(check: string, text: [string, string], todo: [string, string]): Finding {
  return { check, status: 'warning', text: both(...text), todo: both(...todo) };
}

export function failure(check: string, text: [string, string], todo: [string, string]): Finding {
  return { check, status: 'failure', text: both(...text), todo: both(...todo) };
}

export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`.slice(0, 300);
};
