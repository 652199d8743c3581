import { createHash, randomBytes } from 'node:crypto';
import { audience, benchClient, password, people, redirectUri } from './bench-client.ts';
import { type HttpClient, Jar } from './http-client.ts';

export type Target = { url: string; adminSecret: string };
export type Scenario = (turn: number) => Promise<void>;

export const scenarioNames = [
  'full sign-in',
  'silent sign-in',
  'refresh',
  'client credentials',
  'introspection',
  'introspection, signed token',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

type Tokens = { access_token: string; refresh_token: string };
type SignedIn = { jar: Jar; tokens: Tokens };

const basic = {
  authorization: `Basic ${Buffer.from(`${benchClient.id}:${benchClient.secret}`).toString('base64')}`,
};
const name = { 'zh-CN': '测试', 'en-US': 'Bench' };

/** Calls of the administration API. */
export async function administration(http: HttpClient, { url, adminSecret }: Target) {
  const launcher = Buffer.from(`launcher:${adminSecret}`).toString('base64');
  const answer = await http.call(`${url}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${launcher}` },
    form: { grant_type: 'client_credentials', resource: 'urn:yimen:service:sso', scope: 'sso:admin' },
  });
  const bearer = JSON.parse(answer.body).access_token;
  return async (path: string, body: unknown) => {
    const response = await fetch(`${url}/api/admin/${path}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  };
}

/** Registers the people and the client that the scenarios use, through the administration API. */
export async function prepare(http: HttpClient, target: Target): Promise<void> {
  const put = await administration(http, target);
  await put('resources/bench', { audience, name, scopes: ['bench:read'] });
  await put(`relying-parties/${benchClient.id}`, {
    name,
    clientSecret: benchClient.secret,
    redirectUris: [redirectUri],
    grantTypes: benchClient.protocol.grant_types,
    resources: { [audience]: ['bench:read'] },
    whoMayUse: '*',
  });
  for (let index = 0; index < people; index++) {
    await put(`people/p${index}`, { username: `user${index}`, name, password });
  }
}

/** People without a password of their own yet: one hash serves them all. */
export async function preparePeople(http: HttpClient, target: Target, count: number): Promise<string[]> {
  const put = await administration(http, target);
  const subs = Array.from({ length: count }, (_, index) => `s${index}`);
  for (let from = 0; from < count; from += 16) {
    await Promise.all(
      subs.slice(from, from + 16).map((sub) => put(`people/${sub}`, { username: `spike-${sub}`, name })),
    );
  }
  return subs;
}

async function authorize(http: HttpClient, url: string, jar: Jar) {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: benchClient.id,
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
  const code = URL.canParse(location) && new URL(location).searchParams.get('code');
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
  return JSON.parse(answer.body) as Tokens;
}

const service = { grant_type: 'client_credentials', resource: audience, scope: 'bench:read' };

async function introspect(http: HttpClient, url: string, token: string) {
  const answer = await http.call(`${url}/introspection`, { method: 'POST', headers: basic, form: { token } });
  if (!answer.body.includes('"active":true')) throw new Error(`introspection: ${answer.body}`);
}

/** Page, password, code, exchange: what a browser and a relying party do together. */
export async function signIn(http: HttpClient, url: string, username: string): Promise<SignedIn> {
  const jar = new Jar();
  const { verifier, answer } = await authorize(http, url, jar);
  const page = new URL(answer.location, url).href;
  const shown = await http.call(page, { headers: jar.header() });
  if (shown.status !== 200) throw new Error(`sign-in page: ${shown.status}`);
  const posted = await http.call(page, {
    method: 'POST',
    headers: jar.header(),
    form: { username, password },
  });
  if (posted.status !== 303) throw new Error(`sign-in: ${posted.status}`);
  jar.keep(posted);
  const resumed = await http.call(posted.location, { headers: jar.header() });
  jar.keep(resumed);
  return { jar, tokens: await exchange(http, url, resumed.location, verifier) };
}

/**
 * Everything that is measured. To be made anew before each measurement: the memory adapter of the library forgets the
 * oldest of what it has.
 */
export async function createScenarios(
  http: HttpClient,
  url: string,
  lanes: number,
): Promise<Record<ScenarioName, Scenario>> {
  const signedIn = await Promise.all(
    Array.from({ length: lanes }, (_, lane) => signIn(http, url, `user${lane % people}`)),
  );
  const refreshTokens = signedIn.map((lane) => lane.tokens.refresh_token);
  const signedToken = (await tokens(http, url, service)).access_token;
  const laneOf = (turn: number): SignedIn => {
    const lane = signedIn[turn % lanes];
    if (!lane) throw new Error('no session');
    return lane;
  };
  return {
    'full sign-in': async (turn) => void (await signIn(http, url, `user${turn % people}`)),
    async 'silent sign-in'(turn) {
      const { verifier, answer } = await authorize(http, url, laneOf(turn).jar);
      await exchange(http, url, answer.location, verifier);
    },
    async refresh(turn) {
      // One chain per lane: a used refresh token would revoke its grant.
      const lane = turn % lanes;
      const form = { grant_type: 'refresh_token', refresh_token: refreshTokens[lane] ?? '' };
      refreshTokens[lane] = (await tokens(http, url, form)).refresh_token;
    },
    'client credentials': async () => void (await tokens(http, url, service)),
    introspection: (turn) => introspect(http, url, laneOf(turn).tokens.access_token),
    'introspection, signed token': () => introspect(http, url, signedToken),
  };
}
