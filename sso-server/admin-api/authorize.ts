import { problem } from '@yimen/problem';
import { type Caller, callerOf } from '@yimen/service-kit';
import type { Context } from 'koa';
import type { Services } from '../services.ts';
import { type AdministrationCaller, administratorRoleOf } from './administrators.ts';
import type { AdministrationOperation } from './operation.ts';

/**
 * Who calls, and whether this operation is hers. A person is judged by the role that she has now, not by the one that
 * her token was made with: who is no administrator any more is none from this moment.
 */
export async function authorize(
  ctx: Context,
  services: Services,
  operation: AdministrationOperation,
): Promise<AdministrationCaller> {
  const caller = callerOf(ctx);
  const known = await (caller.isService ? programOf(services, caller) : personOf(services, caller));
  if (known && isAllowed(operation, known)) return known;
  await services.audit.record({
    event: 'administration-refused',
    outcome: 'failure',
    severity: 'warning',
    sub: caller.isService ? null : caller.sub,
    clientId: caller.clientId,
    ip: ctx.ip,
    userAgent: ctx.get('user-agent'),
    detail: { operation: operation.id, path: ctx.path },
  });
  throw problem('forbidden', { detail: refusal(operation) });
}

async function programOf(
  { installation }: Services,
  caller: Caller,
): Promise<AdministrationCaller | undefined> {
  const clientId = caller.clientId;
  // No superuser after installation: the scope still exists in old tokens and registrations and opens nothing.
  if (caller.scopes.includes('sso:admin') && !(await installation.isFinished())) {
    return { kind: 'program', clientId, right: 'installation' };
  }
  return caller.scopes.includes('sso:provision')
    ? { kind: 'program', clientId, right: 'provision' }
    : undefined;
}

async function personOf({ people }: Services, caller: Caller): Promise<AdministrationCaller | undefined> {
  if (!caller.scopes.includes('sso:admin')) return undefined;
  const person = await people.find(caller.sub);
  const role = person?.is_active ? administratorRoleOf(person.roles_json) : undefined;
  if (!person || !role) return undefined;
  return { kind: 'person', sub: person.sub, username: person.username, role, clientId: caller.clientId };
}

function isAllowed(operation: AdministrationOperation, caller: AdministrationCaller): boolean {
  if (caller.kind === 'command') return true;
  if (caller.kind === 'person') return operation.by.includes(caller.role);
  const { programs } = operation;
  return caller.right === 'installation'
    ? programs !== undefined
    : programs === 'provision' || programs === 'provision-new';
}

function refusal({ by, programs }: AdministrationOperation): string {
  return `needs scope sso:admin and the role ${by.join(' or ')}${programs ? ', or a program of the installation' : ''}`;
}
