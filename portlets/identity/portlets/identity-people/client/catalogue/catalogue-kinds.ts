import type { AdministratorRole } from '../../../../common/use-administrator.ts';
import type { LocalName } from '../../../../contract/local-name.ts';

export type CatalogueKind = 'posts' | 'roles' | 'groups';

/** A post, a role or a group. */
export type Entry = {
  readonly id: string;
  readonly name: LocalName;
  readonly description?: LocalName | null;
  readonly sortOrder?: number;
};

/** Who keeps it, as the sso-server has it, and the resource of one of them. */
export const kinds: Readonly<
  Record<CatalogueKind, { by: AdministratorRole; resource: 'post' | 'role' | 'group'; refresh: string }>
> = {
  posts: { by: 'system-administrator', resource: 'post', refresh: 'organisation' },
  roles: { by: 'security-administrator', resource: 'role', refresh: 'organisation' },
  groups: { by: 'system-administrator', resource: 'group', refresh: 'groups' },
};
