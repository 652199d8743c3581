import { DatabaseSync } from 'node:sqlite';
import { testDatabases } from '@yimen/database/testing';
import * as client from 'openid-client';
import { describe, expect, it, vi } from 'vitest';
import { authorizationUrl, password, type Sso, signIn, startSso } from '../sso-fixture.ts';

const sqlite = testDatabases().filter(({ name }) => name === 'sqlite');

/** No page more than there is: what SQLite then answers is what it answers on a disk without room. */
async function fillDisk({ db }: Sso, file: DatabaseSync): Promise<void> {
  file.exec('pragma max_page_count = 1');
  for (let size = 100_000; size > 50; size = Math.ceil(size / 2)) {
    const row = () => ({ name: `${size} ${Math.random()}`, sealed: 'x'.repeat(size), created_at: 1 });
    const isRoom = () =>
      db.query
        .insertInto('secret_item')
        .values(row())
        .execute()
        .then(
          () => true,
          () => false,
        );
    while (await isRoom());
  }
}

/** The connection that the program writes with: only there can the limit be set. */
async function startWithFile(databaseUrl: string): Promise<{ sso: Sso; file: DatabaseSync }> {
  const opened = vi.spyOn(DatabaseSync.prototype, 'exec');
  const sso = await startSso({ databaseUrl });
  const first = opened.mock.calls.findIndex(([statement]) => statement === 'pragma journal_mode = wal');
  const file = opened.mock.contexts[first] as DatabaseSync;
  opened.mockRestore();
  return { sso, file };
}

describe.each(sqlite)('the disk of the database on $name is full', (database) => {
  it('answers 503, does nothing by halves, and goes on when there is room', async () => {
    const { sso, file } = await startWithFile(await database.url());
    await sso.organise();
    await sso.person('wangfang');
    const portal = await sso.relyingParty('portal');
    const browser = sso.browser();
    const tokens = await signIn(browser, portal);
    const granted = () =>
      sso.db.query
        .selectFrom('audit_event')
        .select('sequence')
        .where('event', '=', 'token-granted')
        .execute();
    const before = await granted();
    const newcomer = sso.browser();
    const form = await newcomer.open((await authorizationUrl(portal)).url);

    await fillDisk(sso, file);
    const refresh = { grant_type: 'refresh_token', refresh_token: String(tokens.refresh_token) };
    const program = await sso.tokenRequest(portal, refresh);
    expect([program.status, program.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await program.json()).toMatchObject({ error: 'temporarily_unavailable' });
    const page = await newcomer.submit(form, { username: 'wangfang', password });
    expect(page.status).toBe(503);
    expect(page.body).toContain('统一身份认证暂时不可用');
    expect(await granted()).toEqual(before);

    file.exec('pragma max_page_count = 1000000');
    await client.refreshTokenGrant(portal.configuration, String(tokens.refresh_token));
    const request = await authorizationUrl(portal);
    const again = await newcomer.open(request.url);
    const answer = again.url.includes('code=')
      ? again
      : await newcomer.submit(again, { username: 'wangfang', password });
    expect(answer.url).toContain('code=');
    await sso.close();
  });
});
