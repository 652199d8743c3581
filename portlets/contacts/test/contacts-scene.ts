import { type Database, openDatabase } from '@yimen/database';
import { createLog, listen } from '@yimen/service-kit';
import { type TestTokenOptions, testIssuer } from '@yimen/service-kit/testing';
import type { ContactPage } from '../contract/index.ts';
import { createContactsApp } from '../service/app.ts';
import { migrations } from '../service/migrations/index.ts';
import type { ContactsDatabase } from '../service/tables.ts';
import { frontOf, type TestPerson, testDirectory } from './test-directory.ts';

const audience = 'urn:yimen:service:contacts';

export type ContactsScene = Awaited<ReturnType<typeof contactsScene>>;

/** The real service on a real database, with an issuer and a directory of its own; the copy has been made. */
export async function contactsScene(url: string, people: TestPerson[]) {
  const issuer = await testIssuer();
  const directory = testDirectory(people);
  const front = await frontOf(issuer.url, directory);
  const log = createLog({ category: 'test', write: () => undefined });
  const db: Database<ContactsDatabase> = await openDatabase<ContactsDatabase>({ url, migrations });
  const config = {
    issuer: front.url,
    clientId: 'contacts',
    clientSecret: 'a-secret-for-tests',
    portalUrl: 'http://127.0.0.1:9',
    copyMinutes: 1_000,
  };
  let now = Date.UTC(2026, 10, 24);
  const { app, copier, close } = createContactsApp({ config, db, log, clock: () => now });
  const server = await listen({ app, host: '127.0.0.1', port: 0, log });
  const as = async (person: Partial<TestTokenOptions>, path: string, method = 'GET'): Promise<Response> => {
    const token = await issuer.token({
      audience,
      issuer: front.url,
      scope: 'contacts:read',
      sub: 'wangfang',
      name: '王芳',
      // A program's own token names nobody that it acts for.
      ...(person.sub === person.clientId ? {} : { actor: 'portal' }),
      ...person,
    });
    return fetch(`${server.url}${path}`, { method, headers: { authorization: `Bearer ${token}` } });
  };
  await copier.copy();
  return {
    db,
    url: server.url,
    directory,
    copier,
    as,
    passTime: (milliseconds: number) => {
      now += milliseconds;
    },
    search: async (q: string, rest = ''): Promise<ContactPage> =>
      (await as({}, `/api/contacts?size=50&q=${encodeURIComponent(q)}${rest}`)).json(),
    close: async () => {
      await server.close();
      await close();
      await db.close();
      await front.close();
      await issuer.close();
    },
  };
}
