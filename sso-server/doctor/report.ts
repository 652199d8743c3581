import type { Finding, FindingStatus } from './finding.ts';

const marks: Record<FindingStatus, string> = { ok: '✓', warning: '!', failure: '✗' };

/** 0: all in order; 1: warnings; 2: failures. */
export function exitCodeOf(findings: readonly Finding[]): number {
  if (findings.some(({ status }) => status === 'failure')) return 2;
  return findings.some(({ status }) => status === 'warning') ? 1 : 0;
}

/** For people, Chinese first, each line with its English. */
export function renderText(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ check, status, text, todo }) => [
    `${marks[status]} [${check}] ${text['zh-CN']} / ${text['en-US']}`,
    ...(todo ? [`    → ${todo['zh-CN']} / ${todo['en-US']}`] : []),
  ]);
  const number = (status: FindingStatus) => findings.filter((finding) => finding.status === status).length;
  const [good, warnings, failures] = [number('ok'), number('warning'), number('failure')];
  return [
    ...lines,
    '',
    `正常 ${good}，警告 ${warnings}，故障 ${failures} / ${good} ok, ${warnings} warnings, ${failures} failures`,
    '',
  ].join('\n');
}

export function renderJson(findings: readonly Finding[]): string {
  return `${JSON.stringify({ exitCode: exitCodeOf(findings), findings }, null, 2)}\n`;
}
