import { type FieldError, problem } from '@yimen/problem';
import { readImportedHash } from '../accounts/hashing/legacy-hash.ts';
import { backgroundLane, wrapLegacy } from '../accounts/password-hasher.ts';
import { foldUsername, type PersonRow } from '../organisation/people-store.ts';
import type { Services } from '../services.ts';
import type { EndReason } from '../sessions/end-sessions.ts';
import { rolesInConflict } from './administrators.ts';
import type { Plan } from './operation.ts';
import type { PutPerson } from './schemas.ts';

type PersonChange = {
  services: Services;
  sub: string;
  body: PutPerson;
  before: PersonRow | null;
};

/**
 * Creates or changes a person. What takes a right away takes effect at once: disabling the account, setting
 * another password, taking a role away or moving her to another unit or post ends her sessions in the same
 * transaction, and every system is told. Systems decide by the claims of her sign-in, so nothing less reaches them.
 */
export async function planPerson({ services, sub, body, before }: PersonChange): Promise<Plan> {
  const { people, credentials, hasher, ender, now } = services;
  await checkReferences(services, body);
  const oldHash = body.password === undefined ? undefined : await credentials.hashOf(sub);
  // The same password again is no change (idempotence): nobody is signed out by a second load.
  const isSamePassword =
    body.password !== undefined && oldHash !== undefined && (await hasher.verify(oldHash, body.password));
  const passwordHash =
    body.password === undefined || isSamePassword ? undefined : await hasher.hash(body.password);
  const newHash = passwordHash ?? (await importedHash(services, sub, body));
  const isChangeRequired = body.isPasswordTemporary;
  const row = toRow(sub, body, before ?? undefined, now());
  const reason = reasonToEnd(before, body, oldHash !== undefined && passwordHash !== undefined);
  const plan: Plan = {
    before: before && presentPerson(before),
    after: { ...presentPerson(row), ...(newHash && { hasNewPassword: true }) },
    answer: { status: before ? 200 : 201, body: present(sub, body) },
    conflict: { pointer: '/body/username', detail: 'another person has this name' },
  };
  if (row === before && !newHash) return plan;
  return {
    ...plan,
    async apply(trx) {
      if (row !== before) await people.put(trx, row);
      if (newHash) await credentials.put(trx, { sub, passwordHash: newHash, isChangeRequired });
      if (reason) await ender.endAllOf(trx, sub, reason);
    },
    applied() {
      if (reason) ender.announce();
    },
  };
}

/** Gives a person exactly these roles. One that is taken away ends her sessions (D6). */
export async function planRoles(
  services: Services,
  { sub, roles, before }: { sub: string; roles: string[]; before: PersonRow },
): Promise<Plan> {
  const { people, ender, now } = services;
  await checkRoles(services, roles);
  const isLosing = before.roles_json.some((role) => !roles.includes(role));
  const isEqual = !isLosing && roles.length === before.roles_json.length;
  return {
    before: { sub, username: before.username, roles: before.roles_json },
    after: { sub, username: before.username, roles },
    ...(!isEqual && {
      async apply(trx) {
        await people.put(trx, { ...before, roles_json: roles, updated_at: now() });
        if (isLosing) await ender.endAllOf(trx, sub, 'rights-changed');
      },
      applied() {
        if (isLosing) ender.announce();
      },
    }),
  };
}

async function checkRoles({ organisation }: Services, asked: readonly string[]): Promise<void> {
  const { roles } = await organisation.structure();
  const errors = roleErrors(roles, asked);
  if (errors.length > 0) throw problem('invalid-input', { errors });
}

function roleErrors(known: { has(role: string): boolean }, asked: readonly string[]): FieldError[] {
  const conflict = rolesInConflict(asked);
  const detail = `one account cannot hold ${conflict.join(' and ')}`;
  return [
    ...(conflict.length > 0 ? [{ pointer: '/body/roles', detail }] : []),
    ...asked.flatMap((role, index) =>
      known.has(role) ? [] : [{ pointer: `/body/roles/${index}`, detail: `there is no role ${role}` }],
    ),
  ];
}

/** A person as administrators see her, in the audit trail too. */
export function presentPerson(row: PersonRow): Record<string, unknown> {
  return {
    sub: row.sub,
    username: row.username,
    name: row.name_json,
    unitId: row.unit_id,
    postId: row.post_id,
    roles: row.roles_json,
    locale: row.locale,
    officePhone: row.office_phone,
    mobilePhone: row.mobile_phone,
    room: row.room,
    email: row.email,
    profile: row.profile_json,
    sortOrder: row.sort_order,
    isActive: row.is_active,
  };
}

/** A hash of an older system makes the first credential of a person, and never replaces one. */
async function importedHash(
  { credentials, hasher }: Services,
  sub: string,
  { passwordHash }: PutPerson,
): Promise<string | undefined> {
  if (passwordHash === undefined || (await credentials.hashOf(sub)) !== undefined) return undefined;
  const read = readImportedHash(passwordHash);
  if (read.kind === 'ready') return read.hash;
  if (read.kind === 'legacy') return wrapLegacy(hasher, read.legacy, backgroundLane);
  throw problem('invalid-input', {
    errors: [{ pointer: '/body/passwordHash', detail: 'not a form of hash that can be imported' }],
  });
}

function reasonToEnd(
  before: PersonRow | null,
  body: PutPerson,
  hasNewPassword: boolean,
): EndReason | undefined {
  if (!before) return undefined;
  if (before.is_active && !body.isActive) return 'account-disabled';
  if (hasNewPassword) return 'password-changed';
  return losesRights(before, body) ? 'rights-changed' : undefined;
}

/** A role on top takes nothing away: she has it from her next sign-in or renewal on. */
function losesRights(before: PersonRow, body: PutPerson): boolean {
  const isMoved = before.unit_id !== body.unitId || before.post_id !== body.postId;
  return isMoved || before.roles_json.some((role) => !body.roles.includes(role));
}

async function checkReferences({ organisation }: Services, body: PutPerson): Promise<void> {
  const { units, posts, roles } = await organisation.structure();
  const errors: FieldError[] = [];
  if (body.unitId !== null && !units.has(body.unitId)) {
    errors.push({ pointer: '/body/unitId', detail: `there is no unit ${body.unitId}` });
  }
  if (body.postId !== null && !posts.has(body.postId)) {
    errors.push({ pointer: '/body/postId', detail: `there is no post ${body.postId}` });
  }
  errors.push(...roleErrors(roles, body.roles));
  if (errors.length > 0) throw problem('invalid-input', { errors });
}

/** The row before, when nothing differs: `updated_at` says when something really changed. */
function toRow(sub: string, body: PutPerson, before: PersonRow | undefined, now: number): PersonRow {
  const row: PersonRow = {
    sub,
    username: body.username,
    username_folded: foldUsername(body.username),
    name_json: { 'zh-CN': body.name['zh-CN'], 'en-US': body.name['en-US'] },
    unit_id: body.unitId,
    post_id: body.postId,
    roles_json: [...new Set(body.roles)],
    locale: body.locale,
    office_phone: body.officePhone,
    mobile_phone: body.mobilePhone,
    room: body.room,
    email: body.email,
    profile_json: body.profile,
    sort_order: body.sortOrder,
    is_active: body.isActive,
    updated_at: before?.updated_at ?? now,
  };
  if (!before) return row;
  const isEqual = (Object.keys(row) as (keyof PersonRow)[]).every((key) => isSame(row[key], before[key]));
  return isEqual ? before : { ...row, updated_at: now };
}

function isSame(left: unknown, right: unknown): boolean {
  // jsonb gives the members of a name in its own order.
  if (typeof left === 'object' && left !== null && typeof right === 'object' && right !== null) {
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    const [a, b] = [left as Record<string, unknown>, right as Record<string, unknown>];
    return [...keys].every((key) => isSame(a[key], b[key]));
  }
  return left === right;
}

/** The person as stored; the password is never sent back. */
function present(
  sub: string,
  { password: _password, passwordHash: _hash, ...rest }: PutPerson,
): Record<string, unknown> {
  return { sub, ...rest };
}
