import { foldText } from '@yimen/database';
import { pinyinIndex } from '@yimen/database/pinyin';
import type { LocalizedText } from '../../contract/index.ts';
import { phoneDigits, shownDigits } from '../phones/phone-number.ts';
import type { ContactTable, PostTable, UnitAboveTable, UnitTable } from '../tables.ts';
import type { Directory, DirectoryPerson, DirectoryUnit } from './directory-answers.ts';

/** The tables that a directory becomes. */
export type DirectoryRows = {
  contact: ContactTable[];
  unit: UnitTable[];
  unit_above: UnitAboveTable[];
  post: PostTable[];
};

const foldName = (name: LocalizedText) => foldText(`${name['zh-CN']}|${name['en-US']}`);

/** Rows of everybody who is active, with all that searching needs. */
export function directoryRows({ units, posts, people }: Directory): DirectoryRows {
  const unit = inTreeOrder(units).map(({ id, parentId, name }, position) => ({
    id,
    parent_id: parentId,
    name_json: name,
    name_folded: foldName(name),
    position,
  }));
  return {
    unit,
    unit_above: unit.flatMap(({ id }) => unitsAbove(units, id)),
    post: posts.map(({ id, name }) => ({ id, name_json: name, name_folded: foldName(name) })),
    contact: people.filter((person) => person.isActive).map(contactRow),
  };
}

function contactRow(person: DirectoryPerson): ContactTable {
  return {
    sub: person.sub,
    name_json: person.name,
    unit_id: person.unitId,
    post_id: person.postId,
    office_phone: person.officePhone,
    mobile_phone: person.mobilePhone,
    room: person.room,
    email: person.email,
    sort_order: person.sortOrder,
    name_folded: foldText(person.name['zh-CN']),
    pinyin: pinyinIndex(person.name),
    office_digits: phoneDigits(person.officePhone),
    mobile_digits: phoneDigits(person.mobilePhone),
    mobile_shown: shownDigits(person.mobilePhone),
  };
}

/** Every unit after the one above it, in the order of the directory. What belongs to a circle comes last. */
function inTreeOrder(units: DirectoryUnit[]): DirectoryUnit[] {
  const ids = new Set(units.map((unit) => unit.id));
  const sorted = [...units].sort((a, b) => a.sortOrder - b.sortOrder || (a.id < b.id ? -1 : 1));
  const ordered = new Map<string, DirectoryUnit>();
  const add = (unit: DirectoryUnit): void => {
    if (ordered.has(unit.id)) return;
    ordered.set(unit.id, unit);
    for (const below of sorted) if (below.parentId === unit.id) add(below);
  };
  for (const unit of sorted) if (unit.parentId === null || !ids.has(unit.parentId)) add(unit);
  for (const unit of sorted) add(unit);
  return [...ordered.values()];
}

function unitsAbove(units: DirectoryUnit[], id: string): UnitAboveTable[] {
  const parents = new Map(units.map((unit) => [unit.id, unit.parentId]));
  const rows: UnitAboveTable[] = [];
  const seen = new Set<string>();
  let at: string | null | undefined = id;
  while (at && parents.has(at) && !seen.has(at)) {
    seen.add(at);
    rows.push({ unit_id: id, above_id: at, distance: rows.length });
    at = parents.get(at);
  }
  return rows;
}
