import type { SubjectRow } from '../../contract/execution.ts';
import type { LocalizedText } from '../../contract/localized-text.ts';
import { amountsOf } from './amounts.ts';
import type { Sums } from './execution-store.ts';

type Subject = { code: string; name_json: LocalizedText };

// 类 3, 款 5, 项 7 digits: the shorter codes that a code stands under.
const levels = [3, 5];

function ancestors(code: string): string[] {
  return levels.filter((length) => length < code.length).map((length) => code.slice(0, length));
}

/**
 * Adds lines up to their 款 and 类. Only subjects with figures at or below them appear, in order of their codes, so
 * that a parent always stands before its children.
 */
export function subjectRows(subjects: readonly Subject[], allotted: Sums, paid: Sums): SubjectRow[] {
  const known = new Map(subjects.map((subject) => [subject.code, subject.name_json]));
  const sums = new Map<string, { allotted: number; paid: number }>();
  for (const code of new Set([...allotted.keys(), ...paid.keys()])) {
    for (const at of [...ancestors(code), code].filter((one) => known.has(one))) {
      const sum = sums.get(at) ?? { allotted: 0, paid: 0 };
      sum.allotted += allotted.get(code) ?? 0;
      sum.paid += paid.get(code) ?? 0;
      sums.set(at, sum);
    }
  }
  return subjects.flatMap(({ code, name_json }) => {
    const sum = sums.get(code);
    if (!sum) return [];
    const parentCode = ancestors(code).findLast((one) => known.has(one)) ?? null;
    return [{ code, name: name_json, parentCode, ...amountsOf(sum.allotted, sum.paid) }];
  });
}
