import { problem } from '@yimen/problem';
import { type Caller, callerOf } from '@yimen/service-kit';
import type { Context, Middleware } from 'koa';
import { publisherRole } from '../../contract/index.ts';
import { scopes } from '../config.ts';

/** A person who reads, and perhaps writes, notices. */
export type Reader = {
  sub: string;
  name: string;
  unitId: string | null;
  /** Her unit and every unit above it: a notice for one of them is for her. */
  unitIds: string[];
  isPublisher: boolean;
};

/** The person behind the token. */
export function readerOf(ctx: Context): Reader {
  const caller = callerOf(ctx);
  const { sub, name, username, unitId, unitPath } = caller;
  return {
    sub,
    name: name ?? username ?? sub,
    unitId: unitId ?? null,
    unitIds: [...new Set([...unitPath, ...(unitId === undefined ? [] : [unitId])])],
    isPublisher: isPublisher(caller),
  };
}

function isPublisher({ roles, scopes: granted }: Caller): boolean {
  return roles.includes(publisherRole) && granted.includes(scopes.publish);
}

/** @throws problem `forbidden` for a program: nobody's reading can be logged */
export const onlyPeople: Middleware = async (ctx, next) => {
  if (callerOf(ctx).isService) throw problem('forbidden', { detail: 'notices are read by people' });
  await next();
};
