type Cached = { token: string; goodUntil: number };

/** Access tokens by client credentials (RFC 6749, 4.4) for one client, per audience and scope. */
export type TokenSource = (target: { audience: string; scope: string }) => () => Promise<string>;

/** @throws when the sso-server refuses; the message has its OAuth error code, never a secret */
export function tokenSource(o: { issuer: string; clientId: string; clientSecret: string }): TokenSource {
  return ({ audience, scope }) => {
    let cached: Promise<Cached> | undefined;
    return async () => {
      let current = await cached?.catch(() => undefined);
      if (!current || current.goodUntil < Date.now()) {
        cached = request(o, audience, scope);
        current = await cached;
      }
      return current.token;
    };
  };
}

async function request(
  o: Parameters<typeof tokenSource>[0],
  audience: string,
  scope: string,
): Promise<Cached> {
  const metadata = await fetch(`${o.issuer}/.well-known/openid-configuration`);
  const { token_endpoint: endpoint } = (await metadata.json()) as { token_endpoint: string };
  const credentials = Buffer.from(`${o.clientId}:${o.clientSecret}`).toString('base64');
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: audience, scope }),
    signal: AbortSignal.timeout(30_000),
  });
  const answer = (await response.json()) as {
    access_token?: string;
    expires_in?: number;
    error?: string;
    error_description?: string;
  };
  if (!response.ok || !answer.access_token) {
    const reason = [answer.error, answer.error_description].filter(Boolean).join(': ');
    throw new Error(
      `The sso-server gave ${o.clientId} no token for ${audience} ${scope} (${response.status} ${reason})`,
    );
  }
  return { token: answer.access_token, goodUntil: Date.now() + (answer.expires_in ?? 60) * 500 };
}
