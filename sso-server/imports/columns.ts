import { z } from 'zod';
import { readImportedHash } from '../accounts/hashing/legacy-hash.ts';
import { exclusiveRoles } from '../admin-api/administrators.ts';
import { putPerson } from '../admin-api/schemas.ts';
import type { LocalizedText } from '../database-schema.ts';
import type { ImportKind } from './import-tables.ts';
import type { Lookups } from './lookups.ts';
import { says } from './mistakes.ts';

/** A value, or why it is none. */
export type Read = { value: unknown } | { reason: LocalizedText };

export type Column = {
  key: string;
  /** The first is what messages call it. Small letters, without spaces. */
  headers: [string, ...string[]];
  read: (text: string, lookups: Lookups) => Read;
};

const value = (given: unknown): Read => ({ value: given });
const wrong = (zh: string, en: string): Read => ({ reason: says(zh, en) });

/** An empty cell empties the field. */
const optional =
  (read: Column['read']): Column['read'] =>
  (text, lookups) =>
    text === '' ? value(null) : read(text, lookups);

const byShape =
  (shape: z.ZodType, zh: string, en: string): Column['read'] =>
  (text) => {
    const parsed = shape.safeParse(text);
    return parsed.success ? value(parsed.data) : wrong(zh, en);
  };

const shortText = (longest: number) =>
  byShape(
    z.string().min(1).max(longest),
    `不能为空，最长 ${longest} 个字符`,
    `must not be empty, at most ${longest} characters`,
  );

const idPattern = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);
const readId = byShape(
  idPattern,
  '编号只能由字母、数字、点、连字符和下划线组成，最长 64 个字符',
  'an id consists of letters, digits, dots, hyphens and underscores, at most 64',
);
const readDay = byShape(z.iso.date(), '日期须写成 2026-09-01 的形式', 'a date is written as 2026-09-01');
const readOrder = byShape(
  z.coerce.number().int().min(0).max(1_000_000),
  '须为 0 到 1000000 的整数',
  'must be a whole number from 0 to 1000000',
);

const yes = new Set(['是', '启用', '在职', 'true', 'yes', '1']);
const no = new Set(['否', '停用', '离职', 'false', 'no', '0']);

const readActive: Column['read'] = (text) => {
  const word = text.toLowerCase();
  if (yes.has(word)) return value(true);
  return no.has(word) ? value(false) : wrong('须填“启用”或“停用”', 'must be 启用/true or 停用/false');
};

const lookUp =
  (table: keyof Lookups, zh: string, en: string): Column['read'] =>
  (text, lookups) => {
    const found = lookups[table].find(text);
    if (found === 'ambiguous') {
      return wrong(`有多个${zh}叫“${text}”，请改填编号`, `several ${en}s are called “${text}”: give the id`);
    }
    return found === undefined
      ? wrong(`没有“${text}”这个${zh}`, `there is no ${en} “${text}”`)
      : value(found);
  };

const readRoles: Column['read'] = (text, lookups) => {
  const ids: string[] = [];
  for (const name of text
    .split(/[;；,，、|]/)
    .map((part) => part.trim())
    .filter(Boolean)) {
    const read = lookUp('roles', '角色', 'role')(name, lookups);
    if ('reason' in read) return read;
    const id = String(read.value);
    if (exclusiveRoles.includes(id)) {
      return wrong(
        `“${name}”须由两名管理员授予，不能导入`,
        `“${name}” is given by two administrators and cannot be imported`,
      );
    }
    ids.push(id);
  }
  return value([...new Set(ids)]);
};

const readHash: Column['read'] = (text) =>
  readImportedHash(text).kind === 'unknown'
    ? wrong('不是可以导入的密码散列格式', 'not a form of password hash that can be imported')
    : value(text);

const people: Column[] = [
  { key: 'id', headers: ['人员编号', '编号', 'id', 'sub'], read: readId },
  {
    key: 'username',
    headers: ['用户名', '账号', 'username'],
    read: byShape(
      putPerson.shape.username,
      '用户名不能为空，最长 64 个字符，不能含空格、斜杠、引号和尖括号',
      'a user name has 1 to 64 characters, no spaces, slashes, quotes or angle brackets',
    ),
  },
  { key: 'name', headers: ['姓名', 'name'], read: shortText(200) },
  { key: 'nameEn', headers: ['英文姓名', 'nameen'], read: optional(shortText(200)) },
  {
    key: 'unitId',
    headers: ['单位', '单位编号', '部门', 'unit', 'unitid'],
    read: optional(lookUp('units', '单位', 'unit')),
  },
  {
    key: 'postId',
    headers: ['岗位', '职务', 'post', 'postid'],
    read: optional(lookUp('posts', '岗位', 'post')),
  },
  { key: 'roles', headers: ['角色', 'roles'], read: readRoles },
  { key: 'officePhone', headers: ['办公电话', '电话', 'officephone'], read: optional(shortText(40)) },
  {
    key: 'mobilePhone',
    headers: ['手机', '手机号', '手机号码', 'mobilephone'],
    read: optional(shortText(40)),
  },
  { key: 'room', headers: ['房间', '办公室', 'room'], read: optional(shortText(80)) },
  {
    key: 'email',
    headers: ['邮箱', '电子邮箱', 'email'],
    read: optional(byShape(z.email().max(200), '邮箱地址格式不正确', 'not an e-mail address')),
  },
  { key: 'sortOrder', headers: ['排序', 'sortorder'], read: readOrder },
  { key: 'isActive', headers: ['状态', 'isactive'], read: readActive },
  { key: 'startsOn', headers: ['入职日期', 'startson'], read: optional(readDay) },
  { key: 'leavesOn', headers: ['离职日期', 'leaveson'], read: optional(readDay) },
  { key: 'passwordHash', headers: ['密码散列', 'passwordhash'], read: optional(readHash) },
];

const named: Column[] = [
  { key: 'name', headers: ['名称', 'name'], read: shortText(200) },
  { key: 'nameEn', headers: ['英文名称', 'nameen'], read: optional(shortText(200)) },
  { key: 'sortOrder', headers: ['排序', 'sortorder'], read: readOrder },
];

const units: Column[] = [
  { key: 'id', headers: ['单位编号', '编号', 'id'], read: readId },
  ...named,
  { key: 'parentId', headers: ['上级单位编号', '上级单位', 'parentid'], read: optional(readId) },
  { key: 'code', headers: ['单位代码', '代码', 'code'], read: optional(shortText(40)) },
];

const posts: Column[] = [{ key: 'id', headers: ['岗位编号', '编号', 'id'], read: readId }, ...named];

export const columnsOf: Readonly<Record<ImportKind, readonly Column[]>> = { people, units, posts };
