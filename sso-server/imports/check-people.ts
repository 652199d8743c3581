import { randomUUID } from 'node:crypto';
import type { Database } from '@yimen/database';
import type { SsoDatabase } from '../database-schema.ts';
import { foldUsername, type PersonRow } from '../organisation/people-store.ts';
import type { Checker, StagedRow } from './checker.ts';
import { type Mistakes, says } from './mistakes.ts';
import { isHandover, mergePerson, type StagedPerson, takesTwoPersons } from './person-row.ts';
import { createDuplicateCheck, type ReadRow } from './read-rows.ts';

type Values = Partial<StagedPerson> & { id?: string; passwordHash?: string | null };
type Options = { db: Database<SsoDatabase>; mistakes: Mistakes; now: number; today: string };

/** People are matched by id, or by user name when the file has no ids: the same file twice changes nothing. */
export function createPeopleChecker({ db, mistakes, now, today }: Options): Checker {
  const counts = { created: 0, changed: 0, unchanged: 0, withRoles: 0 };
  const isFirstId = createDuplicateCheck(mistakes, '人员编号');
  const isFirstName = createDuplicateCheck(mistakes, '用户名');

  async function existing(rows: ReadRow[]) {
    const values = rows.map((row) => row.values as Values);
    const subs = values.flatMap(({ id }) => (id === undefined ? [] : [id]));
    const names = values.flatMap(({ username }) => (username === undefined ? [] : [foldUsername(username)]));
    const among = (column: 'sub' | 'username_folded', keys: string[]) =>
      keys.length === 0 ? [] : db.query.selectFrom('person').selectAll().where(column, 'in', keys).execute();
    const people = [...(await among('sub', subs)), ...(await among('username_folded', names))];
    return {
      bySub: new Map(people.map((person) => [person.sub, person])),
      byName: new Map(people.map((person) => [person.username_folded, person])),
    };
  }

  function note(line: number, column: string, code: string, [zh, en]: [string, string]): void {
    mistakes.add({ line, column, code, reason: says(zh, en) });
  }

  function identify(
    { line, values, isValid }: ReadRow,
    known: { bySub: Map<string, PersonRow>; byName: Map<string, PersonRow> },
  ): { sub: string; before: PersonRow | undefined } | undefined {
    const { id, username, name } = values as Values;
    const holder = username === undefined ? undefined : known.byName.get(foldUsername(username));
    const before = id === undefined ? holder : known.bySub.get(id);
    const isTaken = holder !== undefined && id !== undefined && holder.sub !== id;
    if (isTaken) {
      note(line, '用户名', 'username-taken', [
        `用户名已被 ${holder.sub} 使用`,
        `the user name belongs to ${holder.sub}`,
      ]);
    }
    // What is missing cannot be told when the cell is there and wrong.
    if (isTaken || !isValid) return undefined;
    if (id === undefined && username === undefined) {
      note(line, '用户名', 'no-identity', ['须有人员编号或用户名', 'needs an id or a user name']);
    } else if (before === undefined && username === undefined) {
      note(line, '用户名', 'missing', ['新增人员须有用户名', 'a new person needs a user name']);
    } else if (before === undefined && name === undefined) {
      note(line, '姓名', 'missing', ['新增人员须有姓名', 'a new person needs a name']);
    } else return { sub: id ?? before?.sub ?? randomUUID(), before };
    return undefined;
  }

  /** Also in rows that have other mistakes: every mistake is to be listed at once. */
  function isFirstOfFile({ line, values }: ReadRow): boolean {
    const { id, username } = values as Values;
    const results = [
      id === undefined || isFirstId(line, id),
      username === undefined || isFirstName(line, foldUsername(username)),
    ];
    return !results.includes(false);
  }

  function checkDates(line: number, { startsOn, leavesOn }: Values): boolean {
    if (!startsOn || !leavesOn || startsOn < leavesOn) return true;
    note(line, '离职日期', 'dates', [
      '离职日期须晚于入职日期',
      'the leaving date must be after the starting date',
    ]);
    return false;
  }

  function stage(row: ReadRow, person: { sub: string; before: PersonRow | undefined }): StagedRow[] {
    const { id: _id, passwordHash, ...values } = row.values as Values;
    const { sub, before } = person;
    if (!checkDates(row.line, values)) return [];
    if (before && isHandover(before, passwordHash)) {
      note(row.line, '密码散列', 'administrator', [
        '管理员的密码不能导入，须重置并发放激活码',
        'the password of an administrator cannot be imported; it takes an activation code',
      ]);
      return [];
    }
    const staged = { ...values, sub };
    const after = mergePerson(staged, before, { now, today });
    counts[before === undefined ? 'created' : after === before ? 'unchanged' : 'changed'] += 1;
    if (takesTwoPersons(staged, before, after)) counts.withRoles += 1;
    return [{ line: row.line, row: staged, hash: passwordHash ?? undefined }];
  }

  return {
    counts,
    finish: () => undefined,
    async check(rows) {
      const known = await existing(rows);
      return rows.flatMap((row) => {
        const isFirst = isFirstOfFile(row);
        const person = identify(row, known);
        return person && isFirst ? stage(row, person) : [];
      });
    },
  };
}
