import type { ReleaseActor, ReleasePermission } from '@yimen/shell-contract';
import { rolesOf } from './transitions.ts';

/** Who wants to do something to releases: the person with her roles, a publisher's program, or a part of the portal. */
export type ReleaseCaller = ReleaseActor & { readonly roles: readonly string[] };

/** Whether somebody has a permission for a portlet. The portal's own parts have all: they act by what people set. */
export function isPermitted(
  caller: ReleaseCaller,
  permission: ReleasePermission,
  publisher: string,
): boolean {
  if (caller.kind === 'portal') return true;
  // A developer who published with a token of her own is a publisher, too.
  if (permission === 'publish') return caller.id === publisher;
  return caller.kind === 'person' && rolesOf[permission].some((role) => caller.roles.includes(role));
}
