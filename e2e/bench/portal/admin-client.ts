import type { Yimen } from '@yimen/launcher';
import { readProblem } from '@yimen/problem';

/** Calls an administration API of a program. @throws ProblemError of its answer */
export type AdminClient = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** A client of a program with a token of the launcher's own client, fetched once: set-up takes seconds. */
export async function adminClient(
  yimen: Yimen,
  o: { program: 'sso' | 'portal'; audience: string; scope: string },
): Promise<AdminClient> {
  const token = await accessToken(yimen, o);
  return async (method, path, body) => {
    const response = await fetch(`${yimen.urls[o.program]}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw await readProblem(response);
    const text = await response.text();
    return text === '' ? undefined : JSON.parse(text);
  };
}

async function accessToken(
  yimen: Yimen,
  { audience, scope }: { audience: string; scope: string },
): Promise<string> {
  const discovery = await fetch(`${yimen.urls.sso}/.well-known/openid-configuration`);
  const { token_endpoint: endpoint } = (await discovery.json()) as { token_endpoint: string };
  const credentials = Buffer.from(`launcher:${yimen.clientSecret('launcher')}`).toString('base64');
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: audience, scope }),
  });
  if (!response.ok) throw await readProblem(response);
  return ((await response.json()) as { access_token: string }).access_token;
}
