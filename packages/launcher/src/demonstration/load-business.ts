import { jsonClient } from '../connect/json-client.ts';
import { tokenSource } from '../connect/token-source.ts';
import { programs } from '../programs.ts';
import { applicationData } from './application-data.ts';
import type { Loading } from './loading.ts';
import { subjectOf } from './person-record.ts';

/** A request to an application's own API; repeating it changes nothing. */
type Request = { method: string; path: string; body?: unknown };
type MakeRequests = (o: {
  now: number;
  today: string;
  subOf: (username: string) => string;
}) => readonly Request[];
type MakeTodos = (
  now: number,
) => readonly { system: string; externalId: string; push: unknown; done?: unknown }[];

/** Sends an application's demonstration data to its own API, in the order the application gives. */
export function loadApplication(name: 'budget' | 'payments' | 'notices', maker: string, scope: string) {
  return async ({ settings, send }: Loading): Promise<void> => {
    const make = await applicationData<MakeRequests>(name, maker);
    const now = Date.now();
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now);
    const client = send(name, scope);
    for (const { method, path, body } of make({ now, today, subOf: subjectOf })) {
      await client({ method, url: `${settings.addresses[name].publicUrl}${path}`, body });
    }
  };
}

/** 通讯录 has no data of its own: it is told to copy the directory now, and not at its next turn. */
export async function copyDirectory({ settings, send }: Loading): Promise<void> {
  const url = `${settings.addresses.contacts.publicUrl}/api/admin/copy`;
  await send('contacts', 'contacts:admin')({ method: 'POST', url });
}

/** To-dos that no demonstration system makes by itself, pushed in the name of the system they belong to. */
export async function loadTodos({ settings, secrets }: Loading): Promise<void> {
  const make = await applicationData<MakeTodos>('todo', 'demonstrationTodos');
  const base = `${settings.addresses.todo.publicUrl}/api/todos`;
  for (const { system, externalId, push, done } of make(Date.now())) {
    const credentials = { clientId: system, clientSecret: secrets.ofClient(system) };
    const tokens = tokenSource({ issuer: settings.addresses.sso.publicUrl, ...credentials });
    const send = jsonClient(tokens({ audience: programs.todo.audience, scope: 'todo:push' }));
    const url = `${base}/${encodeURIComponent(externalId)}`;
    await send({ method: 'PUT', url, body: push });
    if (done) await send({ method: 'POST', url: `${url}/done`, body: done });
  }
}
