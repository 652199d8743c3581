import type { LocalizedText } from '../database-schema.ts';

/** The three administrators (三员分立). An account holds at most one of these roles; the database refuses a second. */
export const administratorRoles = [
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] as const;

export type AdministratorRole = (typeof administratorRoles)[number];

/** Roles that exclude one another. `administrator` composes pages of the portal and has no right at the sso-server. */
export const exclusiveRoles: readonly string[] = [...administratorRoles, 'administrator'];

export const administratorNames: Record<AdministratorRole, LocalizedText> = {
  'system-administrator': { 'zh-CN': '系统管理员', 'en-US': 'System administrator' },
  'security-administrator': { 'zh-CN': '安全管理员', 'en-US': 'Security administrator' },
  'audit-administrator': { 'zh-CN': '审计管理员', 'en-US': 'Audit administrator' },
};

/** The one administrator role among these, if any. */
export function administratorRoleOf(roles: readonly string[]): AdministratorRole | undefined {
  return administratorRoles.find((role) => roles.includes(role));
}

/** Her account is handed over, given rights or opened by two persons only. */
export const isAdministrator = (roles: readonly string[]): boolean =>
  administratorRoleOf(roles) !== undefined;

/** What of these roles cannot be held by one account: empty, or at least two. */
export function rolesInConflict(roles: readonly string[]): string[] {
  const held = exclusiveRoles.filter((role) => roles.includes(role));
  return held.length > 1 ? held : [];
}

/** Who asks for an administration operation. */
export type AdministrationCaller =
  | { kind: 'person'; sub: string; username: string; role: AdministratorRole; clientId: string }
  /** A program in its own name: everything that is needed before the installation is finished, little afterwards. */
  | { kind: 'program'; clientId: string; right: 'installation' | 'provision' }
  /** A one-time command on the machine of the server. */
  | { kind: 'command'; name: string };
