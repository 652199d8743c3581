import { testDatabases } from '@yimen/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sso, startSso } from '../sso-fixture.ts';

type Line = { clientId: string; weaknesses: string[]; logout: string | null };
type List = { relyingParties: Line[]; total: number; cursor: string | null };
type Detail = { registration: Record<string, unknown>; revision: string; weaknesses: string[] };
type Text = {
  id: string;
  versions: string;
  files: { name: string; text: string }[];
  notes: { 'zh-CN': string }[];
};

describe.each(testDatabases())('relying parties for administrators on $name', (database) => {
  let sso: Sso;
  let bearer: string;

  beforeAll(async () => {
    sso = await startSso({ databaseUrl: await database.url() });
    await sso.organise();
    bearer = await sso.administrator('system-administrator');
    await sso.relyingParty('payroll', { backchannelLogoutUri: 'http://127.0.0.1:9/logout' });
    await sso.relyingParty('old-archive', {
      requirePkce: false,
      redirectUris: ['http://archive.example.gov/cb'],
      tokenEndpointAuthMethod: 'client_secret_post',
      rotateRefreshTokens: false,
      whoMayUse: {},
      sortOrder: 5,
    });
  }, 60_000);
  afterAll(() => sso?.close());

  async function read<T>(path: string, as = bearer): Promise<T> {
    const answer = await sso.administer('GET', path, { bearer: as });
    expect(answer.status).toBe(200);
    return (await answer.json()) as T;
  }

  it('are listed page by page, found by name, and reported when they are weak', async () => {
    const first = await read<List>('relying-parties?limit=1');
    expect(first.relyingParties).toHaveLength(1);
    const second = await read<List>(`relying-parties?limit=1&cursor=${first.cursor}`);
    expect(second.relyingParties[0]?.clientId).not.toBe(first.relyingParties[0]?.clientId);
    const found = await read<List>(`relying-parties?q=${encodeURIComponent('系统PAYROLL')}`);
    expect(found.relyingParties.map(({ clientId }) => clientId)).toEqual(['payroll']);
    const weak = await read<List>('relying-parties?isWeak=true&q=old');
    expect(weak.relyingParties[0]?.weaknesses).toEqual([
      'no-pkce',
      'http-redirect',
      'secret-in-body',
      'no-refresh-rotation',
      'no-logout',
      'nobody-may-use',
    ]);
    expect((await read<List>('relying-parties?isWeak=false&q=payroll')).total).toBe(1);
    expect((await sso.administer('GET', 'relying-parties?cursor=x', { bearer })).status).toBe(400);
  });

  it('give what PUT takes back, and 412 to whoever was slower', async () => {
    const before = await read<Detail>('relying-parties/payroll');
    expect(JSON.stringify(before)).not.toMatch(/secret"/i);
    const put = (revision: string, changes: Record<string, unknown>) =>
      sso.administer('PUT', 'relying-parties/payroll', {
        bearer,
        body: { ...before.registration, ...changes },
        headers: { 'if-match': `"${revision}"` },
      });
    expect((await put(before.revision, {})).status).toBe(200);
    expect((await put(before.revision, { contact: '信息中心' })).status).toBe(200);
    expect((await put(before.revision, { contact: '别人' })).status).toBe(412);
    const after = await read<Detail>('relying-parties/payroll');
    expect(after.registration).toEqual({ ...before.registration, contact: '信息中心' });
    expect((await sso.administer('GET', 'relying-parties/nobody', { bearer })).status).toBe(404);
  });

  it('get configuration texts for five frameworks, with their own values and without the secret', async () => {
    const { secret } = await sso.relyingParty('texts', {
      redirectUris: ["https://oa.example.gov/it's/callback"],
      postLogoutRedirectUris: ['https://oa.example.gov/'],
      idTokenAlg: 'RS256',
    });
    const { configurations } = await read<{ configurations: Text[] }>('relying-parties/texts/configurations');
    expect(configurations.map(({ id }) => id)).toEqual([
      'spring-security',
      'asp-net-core',
      'php',
      'mod-auth-openidc',
      'node',
    ]);
    for (const { files, versions } of configurations) {
      const text = files.map((file) => file.text).join('\n');
      expect(versions).toMatch(/\d/);
      expect(text).toContain('texts');
      expect(text).toContain(sso.url);
      expect(text).toContain('YIMEN_CLIENT_SECRET');
      expect(text).not.toContain(secret);
      expect(text).not.toContain('undefined');
    }
    const [spring, aspNet, php] = configurations;
    const logout = php?.files.find(({ name }) => name === 'back-channel-logout.php');
    // The library throws on a bad signature and, up to 1.0.2, takes logout tokens that have expired.
    expect(logout?.text).toMatch(/try \{\s+\$isVerified = \$oidc->verifyLogoutToken\(\);\s+\} catch/);
    expect(logout?.text).toContain("getVerifiedClaims('exp')");
    expect(aspNet?.notes.map((note) => note['zh-CN']).join()).toMatch(
      /SameSite 设为 None.*Correlation failed/,
    );
    expect(spring?.files[0]?.text).toContain("redirect-uri: 'https://oa.example.gov/it''s/callback'");
    expect(spring?.files[1]?.text).toContain('SignatureAlgorithm.RS256');
    // The provider compares the whole address; Spring's {baseUrl} is without the slash at the end.
    expect(spring?.files[1]?.text).toContain('setPostLogoutRedirectUri("https://oa.example.gov/")');
    expect(php?.files.find(({ name }) => name === 'sign-out.php')?.text).toContain(
      "signOut($idToken, 'https://oa.example.gov/')",
    );
    expect(spring?.files[1]?.text).toContain('endpoint.baseUri("/it\'s/callback")');
    expect(spring?.notes.map((note) => note['zh-CN']).join()).toContain(
      'https://oa.example.gov/logout/connect/back-channel/yimen',
    );
  });

  it('are for the administrators whose they are', async () => {
    const auditor = await sso.administrator('audit-administrator');
    for (const path of [
      'relying-parties',
      'relying-parties/payroll',
      'relying-parties/payroll/configurations',
    ]) {
      expect((await sso.administer('GET', path, { bearer: auditor })).status).toBe(403);
      expect((await sso.administer('GET', path)).status).toBe(401);
    }
  });
});
