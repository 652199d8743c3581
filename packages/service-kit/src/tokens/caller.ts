import { problem } from '@yimen/problem';
import type { JWTPayload } from 'jose';
import type { Context } from 'koa';
import { z } from 'zod';

/** Who calls: a person through the portal, or a service in its own name. */
export type Caller = {
  sub: string;
  clientId: string;
  scopes: string[];
  name?: string;
  username?: string;
  roles: string[];
  unitId?: string;
  unitPath: string[];
  postId?: string;
  /** The client that acts for the person (RFC 8693, 4.1). */
  actor?: string;
  /** How strong the person's sign-in was (OpenID Connect Core, 2; RFC 9068, 2.2.1). */
  acr?: string;
  /** What she proved it with (names of RFC 8176). */
  amr: string[];
  /** When she signed in, in seconds. */
  authTime?: number;
  /** The session at the provider that the token comes from (OpenID Connect Front-Channel Logout 1.0, 3). */
  sid?: string;
  /** No person behind it: client credentials. */
  isService: boolean;
};

const claims = z.object({
  sub: z.string(),
  client_id: z.string(),
  scope: z.string().default(''),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  roles: z.array(z.string()).default([]),
  unit_id: z.string().optional(),
  unit_path: z.array(z.string()).default([]),
  post_id: z.string().optional(),
  acr: z.string().optional(),
  amr: z.array(z.string()).default([]),
  auth_time: z.number().optional(),
  sid: z.string().optional(),
  act: z.object({ sub: z.string() }).optional(),
});

/**
 * Reads the caller from the claims of a verified token.
 * @returns undefined when a claim has the wrong form
 */
export function callerFrom(payload: JWTPayload): Caller | undefined {
  const result = claims.safeParse(payload);
  if (!result.success) return undefined;
  const { sub, client_id, scope, name, preferred_username, roles, unit_id, unit_path, post_id, act } =
    result.data;
  const { acr, amr, auth_time, sid } = result.data;
  return {
    sub,
    clientId: client_id,
    scopes: scope.split(' ').filter(Boolean),
    ...(name !== undefined && { name }),
    ...(preferred_username !== undefined && { username: preferred_username }),
    roles,
    ...(unit_id !== undefined && { unitId: unit_id }),
    unitPath: unit_path,
    ...(post_id !== undefined && { postId: post_id }),
    ...(act && { actor: act.sub }),
    ...(acr !== undefined && { acr }),
    amr,
    ...(auth_time !== undefined && { authTime: auth_time }),
    ...(sid !== undefined && { sid }),
    // The ids of people are made by administrators: one that equals a client's does not make her a service.
    isService: sub === client_id && act === undefined && preferred_username === undefined,
  };
}

/**
 * The caller of a request behind `requireToken`, typed.
 * @throws problem `sign-in-required` when no token was checked
 */
export function callerOf(ctx: Context): Caller {
  const caller: Caller | undefined = ctx.state.caller;
  if (!caller) throw problem('sign-in-required');
  return caller;
}
