import type { Audience } from '../database-schema.ts';
import type { Member } from '../organisation/member.ts';
import type { RelyingParty } from './relying-party-directory.ts';
import type { Resource } from './resource-directory.ts';

/** D6: whether this person may use this relying party. A unit stands for everyone below it too. */
export function mayUse(member: Member, party: Pick<RelyingParty, 'audience' | 'isActive'>): boolean {
  if (!member.isActive || !party.isActive) return false;
  return party.audience.everyone === true || isNamed(member, party.audience);
}

function isNamed(member: Member, { roles = [], units = [], posts = [], groups = [] }: Audience): boolean {
  return (
    roles.some((role) => member.roles.includes(role)) ||
    units.some((unit) => member.unitPath.includes(unit)) ||
    groups.some((group) => member.groups.includes(group)) ||
    (member.postId !== null && posts.includes(member.postId))
  );
}

/** The scopes of a resource that a client is registered for. */
export function scopesOfClient(party: RelyingParty, resource: Resource): string[] {
  const registered = party.resources[resource.audience] ?? [];
  return resource.scopes.map((scope) => scope.name).filter((name) => registered.includes(name));
}

/** Those of them that this person may have: a client never acts with more right than its user. */
export function scopesOfPerson(member: Member, resource: Resource, scopes: string[]): string[] {
  const allowed = new Map(resource.scopes.map((scope) => [scope.name, scope.roles]));
  return scopes.filter((name) => {
    const roles = allowed.get(name) ?? [];
    return roles.includes('*') || roles.some((role) => member.roles.includes(role));
  });
}
