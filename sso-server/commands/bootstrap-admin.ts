import { randomBytes, randomUUID } from 'node:crypto';
import { type AdministratorRole, administratorRoles } from '../admin-api/administrators.ts';
import { finishInstallation } from '../admin-api/finish-installation.ts';
import { peoplePut } from '../admin-api/people-operations.ts';
import { runChange } from '../admin-api/run-change.ts';
import { putPerson } from '../admin-api/schemas.ts';
import type { Services } from '../services.ts';
import { CommandError } from './command-error.ts';

export type FirstAdministrator = { role: AdministratorRole; username: string; name: string };
type Made = { sub: string; username: string; role: AdministratorRole; password?: string };

const command = 'bootstrap-admin';

/**
 * The first three administrators, and with them the end of the installation: from then on administrators make
 * administrators, two at a time. A run that was interrupted goes on where it stopped.
 */
export async function bootstrapAdmin(
  services: Services,
  o: { administrators: readonly FirstAdministrator[]; passwords: readonly string[] },
): Promise<{ administrators: Made[] }> {
  if (await services.installation.isFinished()) {
    throw new CommandError('the installation is finished: its administrators exist already');
  }
  const missing = await services.installation.missingAdministrators();
  const wanted = o.administrators.filter(({ role }) => missing.includes(role));
  if (o.passwords.length > 0 && o.passwords.length !== wanted.length) {
    throw new CommandError(`needs ${wanted.length} passwords, one a line, for ${names(wanted)}`);
  }
  const bodies = wanted.map((person, index) => parse(person, o.passwords[index]));
  const made: Made[] = [];
  for (const { role, body, generated } of bodies) {
    const sub = randomUUID();
    await runChange(services, {
      operation: peoplePut,
      input: { params: { id: sub }, query: undefined, body },
      caller: { kind: 'command', name: command },
    });
    made.push({ sub, username: body.username, role, ...(generated && { password: generated }) });
  }
  await finishInstallation(services, command);
  return { administrators: made };
}

function parse({ role, username, name }: FirstAdministrator, password: string | undefined) {
  const generated = password === undefined ? randomBytes(15).toString('base64url') : undefined;
  const parsed = putPerson.safeParse({
    username,
    name: { 'zh-CN': name, 'en-US': name },
    roles: [role],
    password: password ?? generated,
    isPasswordTemporary: generated !== undefined,
  });
  if (parsed.success) return { role, body: parsed.data, generated };
  const mistakes = parsed.error.issues.map(
    (issue) => `${username}: ${issue.path.join('.')}: ${issue.message}`,
  );
  throw new CommandError(mistakes.join('\n'));
}

const names = (list: readonly FirstAdministrator[]) => list.map(({ username }) => username).join(', ');

/** The three, under the user names that were chosen. */
export function firstAdministrators(usernames: Record<'system' | 'security' | 'audit', string>) {
  const chinese = { system: '系统管理员', security: '安全管理员', audit: '审计管理员' };
  return administratorRoles.map((role): FirstAdministrator => {
    const kind = role.split('-')[0] as keyof typeof usernames;
    return { role, username: usernames[kind], name: chinese[kind] };
  });
}
