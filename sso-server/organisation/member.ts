import type { LocalizedText } from '../database-schema.ts';
import { type ClaimSource, standardClaims } from './standard-claims.ts';

export type Named = { id: string; name: LocalizedText };

/** A person with her place in the organisation, as tokens and rules see her. */
export type Member = ClaimSource & {
  sub: string;
  name: LocalizedText;
  roles: string[];
  /** Ids of her groups, sorted. */
  groups: string[];
  unit: Named | null;
  unitPath: string[];
  postId: string | null;
  post: Named | null;
  isActive: boolean;
};

/** Claims of the ID token and userinfo. */
export function memberClaims(member: Member): Record<string, unknown> {
  return {
    ...standardClaims(member),
    sub: member.sub,
    roles: member.roles,
    groups: member.groups,
    unit: member.unit,
    post: member.post,
    unit_path: member.unitPath,
  };
}

/** Claims of an access token for a service: what a service needs to decide, and no more. */
export function memberTokenClaims(member: Member): Record<string, unknown> {
  return {
    name: member.name['zh-CN'],
    preferred_username: member.username,
    roles: member.roles,
    groups: member.groups.length > 0 ? member.groups : undefined,
    unit_id: member.unit?.id,
    unit_path: member.unitPath,
    post_id: member.postId ?? undefined,
  };
}
