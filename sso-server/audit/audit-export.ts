import { type AuditRow, presentAuditRow } from './audit-search.ts';

const fields = [
  'sequence',
  'at',
  'event',
  'outcome',
  'severity',
  'person',
  'username',
  'system',
  'session',
  'address',
  'userAgent',
  'detail',
] as const;

export async function* toJsonLines(rows: AsyncIterable<AuditRow>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(presentAuditRow(row))}\n`;
}

/** RFC 4180, with the mark by which spreadsheets know UTF-8. */
export async function* toCsv(rows: AsyncIterable<AuditRow>): AsyncGenerator<string> {
  yield `\ufeff${fields.join(',')}\r\n`;
  for await (const row of rows) {
    const shown = presentAuditRow(row);
    yield `${fields.map((field) => cell(shown[field])).join(',')}\r\n`;
  }
}

/**
 * What a spreadsheet would take for a formula gets an apostrophe in front: user names and user agents are chosen by
 * strangers, and the auditor opens the file.
 */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const isFormula = typeof value !== 'number' && /^[\s]*[=+\-@\t\r＝＋－＠]/.test(text);
  return `"${(isFormula ? `'${text}` : text).replaceAll('"', '""')}"`;
}
