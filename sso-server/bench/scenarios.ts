import { createHash, randomBytes } from 'node:crypto';
import { type HttpClient, Jar } from './http-client.ts';

export type Target = { url: string; adminSecret: string };
export type Scenario = { name: string; run: (turn: number) => Promise<void> };

const clientSecret = randomBytes(32).toString('base64url');
const redirectUri = 'http://127.0.0.1:9/callback';
const basic = { authorization: `Basic ${Buffer.from(`bench:${clientSecret}`).toString('base64')}` };
const people = 50;
const audience = 'urn:yimen:service:bench';
const password = 'Bench-password-1';

/** Registers the people and the client that the scenarios use, through the administration API. */
export async function prepare(http: HttpClient, { url, adminSecret }: Target): Promise<void> {
  const launcher = Buffer.from(`launcher:${adminSecret}`).toString('base64');
  const answer = await http.call(`${url}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${launcher}` },
    form: { grant_type: 'client_credentials', resource: 'urn:yimen:service:sso', scope: 'sso:admin' },
  });
  const bearer = JSON.parse(answer.body).access_token;
  const name = { 'zh-CN': '测试', 'en-US': 'Bench' };
  const put = async (path: string, body: unknown) => {
    const response = await fetch(`${url}/api/admin/${path}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  };
  await put('resources/bench', { audience, name, scopes: ['bench:read'] });
  await put('relying-parties/bench', {
    name,
    clientSecret,
    redirectUris: [redirectUri],
    grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
    resources: { [audience]: ['bench:read'] },
    whoMayUse: '*',
  });
  for (let index = 0; index < people; index++) {
    await put(`people/p${index}`, { username: `user${index}`, name, password });
  }
}

async function authorize(http: HttpClient, url: string, jar: Jar) {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: 'bench',
    response_type: 'code',
    scope: 'openid profile organisation',
    redirect_uri: redirectUri,
    state: 'bench',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const answer = await http.call(`${url}/auth?${query}`, { headers: jar.header() });
  jar.keep(answer);
  return { verifier, answer };
}

async function exchange(http: HttpClient, url: string, location: string, verifier: string) {
  const code = new URL(location).searchParams.get('code');
  if (!code) throw new Error(`no code in ${location}`);
  return tokens(http, url, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
}

async function tokens(http: HttpClient, url: string, form: Record<string, string>) {
  const answer = await http.call(`${url}/token`, { method: 'POST', headers: basic, form });
  if (answer.status !== 200) throw new Error(`${form.grant_type}: ${answer.status} ${answer.body}`);
  return JSON.parse(answer.body) as { refresh_token: string };
}

/** Page, password, code, exchange: what a browser and a relying party do together. */
async function signIn(http: HttpClient, url: string, turn: number) {
  const jar = new Jar();
  const { verifier, answer } = await authorize(http, url, jar);
  const page = `${url}${answer.location}`;
  await http.call(page, { headers: jar.header() });
  const form = { username: `user${turn % people}`, password };
  const posted = await http.call(page, { method: 'POST', headers: jar.header(), form });
  if (posted.status !== 303) throw new Error(`sign-in: ${posted.status}`);
  jar.keep(posted);
  const resumed = await http.call(posted.location, { headers: jar.header() });
  jar.keep(resumed);
  return { jar, tokens: await exchange(http, url, resumed.location, verifier) };
}

/** Everything that is measured, on sessions and tokens made beforehand. */
export async function createScenarios(http: HttpClient, { url }: Target, lanes: number): Promise<Scenario[]> {
  const signedIn = await Promise.all(Array.from({ length: lanes }, (_, lane) => signIn(http, url, lane)));
  const refreshTokens = signedIn.map(({ tokens: { refresh_token } }) => refresh_token);
  const laneOf = (turn: number) => signedIn[turn % lanes] ?? signedIn[0];
  return [
    { name: 'full sign-in', run: async (turn) => void (await signIn(http, url, turn)) },
    {
      name: 'silent sign-in',
      async run(turn) {
        const lane = laneOf(turn);
        if (!lane) throw new Error('no session');
        const { verifier, answer } = await authorize(http, url, lane.jar);
        await exchange(http, url, answer.location, verifier);
      },
    },
    {
      name: 'refresh',
      async run(turn) {
        // One chain per lane: a used refresh token would revoke its grant.
        const lane = turn % lanes;
        const next = await tokens(http, url, {
          grant_type: 'refresh_token',
          refresh_token: refreshTokens[lane] ?? '',
        });
        refreshTokens[lane] = next.refresh_token;
      },
    },
    {
      name: 'client credentials',
      async run() {
        await tokens(http, url, {
          grant_type: 'client_credentials',
          resource: audience,
          scope: 'bench:read',
        });
      },
    },
  ];
}
