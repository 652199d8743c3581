import { randomBytes, randomUUID } from 'node:crypto';
import { saveRole } from '../admin-api/save-organisation.ts';
import { savePerson } from '../admin-api/save-person.ts';
import { putPerson, putRole } from '../admin-api/schemas.ts';
import type { Services } from '../services.ts';
import { CommandError } from './run-command.ts';

const role = 'administrator';

/** The first administrator. Refused as soon as there is one: afterwards administrators make administrators. */
export async function bootstrapAdmin(
  services: Services,
  o: { username: string; name: string; password: string | undefined },
): Promise<Record<string, unknown>> {
  if (await services.people.hasRole(role)) throw new CommandError('an administrator exists already');
  const { roles } = await services.organisation.structure();
  if (!roles.has(role)) {
    const name = { 'zh-CN': '系统管理员', 'en-US': 'Administrator' };
    await saveRole(services, role, putRole.parse({ name }));
  }
  const generated = o.password === undefined ? randomBytes(15).toString('base64url') : undefined;
  const parsed = putPerson.safeParse({
    username: o.username,
    name: { 'zh-CN': o.name, 'en-US': o.name },
    roles: [role],
    password: o.password ?? generated,
  });
  if (!parsed.success) {
    throw new CommandError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  }
  const sub = randomUUID();
  await savePerson(services, sub, parsed.data);
  await services.audit.record({
    event: 'administration',
    outcome: 'success',
    sub,
    username: o.username,
    detail: { command: 'bootstrap-admin' },
  });
  return { sub, username: o.username, ...(generated === undefined ? {} : { password: generated }) };
}
