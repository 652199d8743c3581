import { programs } from '../programs.ts';
import { LAUNCHER_SCOPE } from './bootstrap-client.ts';

type Text = { 'zh-CN': string; 'en-US': string };
/** `roles`: people with one of them may have the scope through a client; none: programs only, in their own name. */
type Scope = { name: string; roles: string[] };

/** A resource as the sso-server's administration API takes it (PUT /api/admin/resources/:id). */
export type ResourceRecord = { audience: string; name: Text; scopes: Scope[] };

const forEverybody = (name: string): Scope => ({ name, roles: ['*'] });
const forPrograms = (name: string): Scope => ({ name, roles: [] });
const forRoles = (name: string, ...roles: string[]): Scope => ({ name, roles });

const scopes = {
  portal: [
    forRoles('registry:publish', 'portlet-developer', 'administrator'),
    forPrograms('portal:notify'),
    forRoles('portal:admin', 'administrator'),
    // Portlets of operators call the portal itself, in the person's name; it judges each request by her roles.
    forRoles('portal:operate', 'administrator', 'release-approver', 'portlet-developer'),
  ],
  todo: [forEverybody('todo:read'), forEverybody('todo:write'), forPrograms('todo:push')],
  notices: [
    forEverybody('notices:read'),
    forRoles('notices:publish', 'notice-publisher', 'administrator'),
    forRoles('notices:admin', 'administrator'),
  ],
  contacts: [forEverybody('contacts:read'), forPrograms('contacts:admin')],
  budget: [forEverybody('budget:read'), forRoles('budget:admin', 'administrator')],
  payments: [
    forEverybody('payments:read'),
    forEverybody('payments:write'),
    forRoles('payments:admin', 'administrator'),
  ],
} as const satisfies Record<string, Scope[]>;

/** Every service and its scopes by id; the sso-server registers its own. */
export const resources: Record<string, ResourceRecord> = Object.fromEntries(
  Object.entries(scopes).map(([id, list]) => {
    const { audience, title } = programs[id as keyof typeof scopes];
    return [id, { audience, name: title, scopes: list }];
  }),
);

/** Which scopes the launcher's own client gets of each service, to load data and connect the programs. */
export const launcherResources: Record<string, string[]> = {
  [programs.sso.audience]: LAUNCHER_SCOPE.split(' '),
  [programs.portal.audience]: ['portal:admin'],
  [programs.notices.audience]: ['notices:admin'],
  [programs.todo.audience]: ['todo:push'],
  [programs.contacts.audience]: ['contacts:admin'],
  [programs.budget.audience]: ['budget:admin'],
  [programs.payments.audience]: ['payments:admin'],
};
