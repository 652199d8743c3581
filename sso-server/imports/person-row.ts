import { exclusiveRoles, isAdministrator } from '../admin-api/administrators.ts';
import { canonicalJson } from '../admin-api/revision.ts';
import { foldUsername, type PersonRow } from '../organisation/people-store.ts';

/** A person of an import. A field that is absent stays as it is. */
export type StagedPerson = {
  sub: string;
  username?: string;
  name?: string;
  nameEn?: string | null;
  unitId?: string | null;
  postId?: string | null;
  roles?: string[];
  officePhone?: string | null;
  mobilePhone?: string | null;
  room?: string | null;
  email?: string | null;
  sortOrder?: number;
  isActive?: boolean;
  startsOn?: string | null;
  leavesOn?: string | null;
};

const nobody = {
  username: '',
  name_json: { 'zh-CN': '', 'en-US': '' },
  unit_id: null,
  post_id: null,
  roles_json: [],
  locale: 'zh-CN',
  office_phone: null,
  mobile_phone: null,
  room: null,
  email: null,
  sort_order: 0,
  is_active: true,
  profile_json: null,
  updated_at: 0,
};

/** The row as the import wants it: the row before when nothing differs. */
export function mergePerson(
  staged: StagedPerson,
  before: PersonRow | undefined,
  o: { now: number; today: string },
): PersonRow {
  const base = before ?? { ...nobody, sub: staged.sub };
  const username = staged.username ?? base.username;
  const zh = staged.name ?? base.name_json['zh-CN'];
  const en = staged.nameEn ?? (staged.nameEn === null || !before ? zh : base.name_json['en-US']);
  const startsLater = !before && typeof staged.startsOn === 'string' && staged.startsOn > o.today;
  const row: PersonRow = {
    ...base,
    sub: staged.sub,
    username,
    username_folded: foldUsername(username),
    name_json: { 'zh-CN': zh, 'en-US': en },
    unit_id: staged.unitId === undefined ? base.unit_id : staged.unitId,
    post_id: staged.postId === undefined ? base.post_id : staged.postId,
    roles_json: rolesOf(staged, base.roles_json),
    office_phone: staged.officePhone === undefined ? base.office_phone : staged.officePhone,
    mobile_phone: staged.mobilePhone === undefined ? base.mobile_phone : staged.mobilePhone,
    room: staged.room === undefined ? base.room : staged.room,
    email: staged.email === undefined ? base.email : staged.email,
    sort_order: staged.sortOrder ?? base.sort_order,
    is_active: staged.isActive ?? (startsLater ? false : base.is_active),
    updated_at: before?.updated_at ?? o.now,
  };
  if (before && canonicalJson(comparable(row)) === canonicalJson(comparable(before))) return before;
  return { ...row, updated_at: o.now };
}

/** An import neither makes nor unmakes administrators: that takes two persons. */
function rolesOf({ roles }: StagedPerson, held: string[]): string[] {
  if (roles === undefined) return held;
  return [...roles, ...held.filter((role) => exclusiveRoles.includes(role) && !roles.includes(role))];
}

const comparable = (row: PersonRow) => ({ ...row, roles_json: row.roles_json.toSorted() });

/** What the change takes away; a role on top takes nothing. */
export function reasonToEnd(
  before: PersonRow,
  after: PersonRow,
): 'account-disabled' | 'rights-changed' | undefined {
  if (before.is_active && !after.is_active) return 'account-disabled';
  const isMoved = before.unit_id !== after.unit_id || before.post_id !== after.post_id;
  const losesRole = before.roles_json.some((role) => !after.roles_json.includes(role));
  return isMoved || losesRole ? 'rights-changed' : undefined;
}

/** Other roles than before, and whatever happens to an administrator's account, planned dates too. */
export function takesTwoPersons(
  { startsOn, leavesOn }: StagedPerson,
  before: PersonRow | undefined,
  after: PersonRow,
): boolean {
  const held = before?.roles_json ?? [];
  const hasOtherRoles =
    held.length !== after.roles_json.length || after.roles_json.some((role) => !held.includes(role));
  const isTouched = after !== before || startsOn !== undefined || leavesOn !== undefined;
  return hasOtherRoles || (isTouched && isAdministrator(held));
}

/** A known password for an administrator who has none yet would hand her account over. */
export const isHandover = (before: PersonRow, passwordHash: string | null | undefined): boolean =>
  typeof passwordHash === 'string' && isAdministrator(before.roles_json);
