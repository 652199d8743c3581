import { bootstrapClient } from '../commands/bootstrap-client.ts';
import type { Services } from '../services.ts';

export type ApiKit = ReturnType<typeof apiKit>;

/** Requests to the token endpoint and the administration API, by clients rather than people. */
export function apiKit(url: string, services: Services) {
  let admin: { id: string; secret: string } | undefined;
  async function adminToken(scope = 'sso:admin'): Promise<string> {
    if (!admin) {
      const scopes = ['sso:admin', 'sso:provision'];
      const made = await bootstrapClient(services, { id: 'launcher', scopes, replace: true });
      admin = { id: 'launcher', secret: String(made.clientSecret) };
    }
    return token(admin, { resource: 'urn:yimen:service:sso', scope });
  }

  /** What a start of an installation that is finished has. */
  const provisionToken = () => adminToken('sso:provision');

  async function token(by: { id: string; secret: string }, form: Record<string, string>): Promise<string> {
    const answer = await tokenRequest(by, { grant_type: 'client_credentials', ...form });
    const body = (await answer.json()) as { access_token: string };
    if (!answer.ok) throw new Error(JSON.stringify(body));
    return body.access_token;
  }

  const tokenRequest = (by: { id: string; secret: string }, form: Record<string, string>) =>
    fetch(`${url}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${by.id}:${by.secret}`).toString('base64')}` },
      body: new URLSearchParams(form),
    });

  async function put(path: string, body: unknown, bearer?: string): Promise<Response> {
    return administer('PUT', path, { body, bearer: bearer ?? (await adminToken()) });
  }

  /** One request to the administration API, as whoever has the token. */
  async function administer(
    method: string,
    path: string,
    o: { bearer?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    return fetch(`${url}/api/admin/${path}`, {
      method,
      headers: {
        ...(o.bearer !== undefined && { authorization: `Bearer ${o.bearer}` }),
        ...(o.body !== undefined && { 'content-type': 'application/json' }),
        ...o.headers,
      },
      ...(o.body !== undefined && { body: JSON.stringify(o.body) }),
    });
  }

  async function register(path: string, body: unknown): Promise<void> {
    const answer = await put(path, body);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }

  return { token, tokenRequest, adminToken, provisionToken, put, administer, register };
}
