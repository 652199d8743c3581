import { canonicalJson } from '../admin-api/revision.ts';
import type { PostRow, Structure, UnitRow } from '../organisation/organisation-store.ts';
import type { Checker } from './checker.ts';
import { type Mistakes, says } from './mistakes.ts';
import { createDuplicateCheck, type ReadRow } from './read-rows.ts';

type Values = { id?: string; name?: string; nameEn?: string | null; sortOrder?: number };
type UnitValues = Values & { parentId?: string | null; code?: string | null };
type Place = { line: number; parentId: string | null };

const names = ({ name, nameEn }: Values, before: UnitRow | PostRow | undefined) => {
  const zh = name ?? before?.name_json['zh-CN'] ?? '';
  const en = nameEn ?? (nameEn === null || !before ? zh : before.name_json['en-US']);
  return { 'zh-CN': zh, 'en-US': en };
};

function unitRow(id: string, values: UnitValues, before: UnitRow | undefined) {
  return {
    id,
    name_json: names(values, before),
    parent_id: values.parentId === undefined ? (before?.parent_id ?? null) : values.parentId,
    code: values.code === undefined ? (before?.code ?? null) : values.code,
    sort_order: values.sortOrder ?? before?.sort_order ?? 0,
  };
}

function postRow(id: string, values: Values, before: PostRow | undefined) {
  return { id, name_json: names(values, before), sort_order: values.sortOrder ?? before?.sort_order ?? 0 };
}

/** Units and posts, which the whole server keeps in memory anyway. A parent may stand below its children in the file. */
export function createOrganisationChecker(o: {
  kind: 'units' | 'posts';
  structure: Structure;
  mistakes: Mistakes;
}): Checker {
  const { structure, mistakes } = o;
  const counts = { created: 0, changed: 0, unchanged: 0, withRoles: 0 };
  const isFirst = createDuplicateCheck(mistakes, '编号');
  const places = new Map<string, Place>(
    [...structure.units.values()].map((unit) => [unit.id, { line: 0, parentId: unit.parent_id }]),
  );

  const parentIn = (id: string, values: UnitValues) => unitRow(id, values, structure.units.get(id)).parent_id;

  function rowOf(id: string, values: UnitValues) {
    if (o.kind === 'posts')
      return { before: structure.posts.get(id), row: postRow(id, values, structure.posts.get(id)) };
    return { before: structure.units.get(id), row: unitRow(id, values, structure.units.get(id)) };
  }

  function checkRow({ line, values, isValid }: ReadRow) {
    const { id } = values as Values;
    const missing = (column: string, zh: string, en: string) =>
      mistakes.add({ line, column, code: 'missing', reason: says(zh, en) });
    if (id === undefined) return isValid ? missing('编号', '须有编号', 'needs an id') : undefined;
    if (!isFirst(line, id) || !isValid) return undefined;
    const { before, row } = rowOf(id, values as UnitValues);
    if (row.name_json['zh-CN'] === '') return missing('名称', '新增时须有名称', 'needs a name when new');
    if (o.kind === 'units') places.set(id, { line, parentId: parentIn(id, values as UnitValues) });
    const { updated_at: _at, ...old } = before ?? { updated_at: 0 };
    const isSame = before !== undefined && canonicalJson(old) === canonicalJson(row);
    counts[before === undefined ? 'created' : isSame ? 'unchanged' : 'changed'] += 1;
    return isSame ? undefined : { line, row };
  }

  const parentOf = (id: string): string | null => places.get(id)?.parentId ?? null;

  /** Whoever follows the parents from here comes to a root. */
  function isBelowItself(id: string): boolean {
    const seen = new Set<string>();
    for (let at: string | null = id; at !== null; at = parentOf(at)) {
      if (seen.has(at)) return true;
      seen.add(at);
    }
    return false;
  }

  return {
    counts,
    check: async (rows) => rows.flatMap((row) => checkRow(row) ?? []),
    finish() {
      for (const [id, { line, parentId }] of places) {
        if (line === 0 || parentId === null) continue;
        const column = '上级单位编号';
        if (!places.has(parentId)) {
          const reason = says(`没有编号为“${parentId}”的单位`, `there is no unit “${parentId}”`);
          mistakes.add({ line, column, code: 'unknown-parent', reason });
        } else if (isBelowItself(id)) {
          const reason = says('单位不能是自己的下级', 'a unit cannot be below itself');
          mistakes.add({ line, column, code: 'circle', reason });
        }
      }
    },
  };
}
