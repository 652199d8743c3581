import { problem, readProblem } from '@yimen/problem';

/** Answer of `GET {portal}/.well-known/yimen-portal`. */
export type PortalMetadata = {
  /** Issuer identifier of the OpenID Provider. */
  readonly issuer: string;
  /** Resource indicator of the portal server (RFC 8707). */
  readonly audience: string;
  /** Base address of the registry. */
  readonly registry: string;
};

/** Sends a request; what keeps it from being answered becomes a problem that names the address. */
export async function request(
  fetchImpl: typeof fetch,
  url: URL | string,
  init?: RequestInit,
): Promise<Response> {
  try {
    // What the tool prints is English, whatever language the portal speaks first.
    const headers = { 'accept-language': 'en', ...init?.headers };
    return await fetchImpl(url, { redirect: 'error', ...init, headers });
  } catch (cause) {
    const reason =
      cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
    throw problem('network-failed', { detail: `${String(url)}: ${reason}`, cause });
  }
}

async function readMembers<K extends string>(
  response: Response,
  members: readonly K[],
): Promise<Record<K, string>> {
  if (!response.ok) throw await readProblem(response);
  const body: unknown = await response.json().catch(() => undefined);
  const found: Partial<Record<K, string>> = {};
  for (const member of members) {
    const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, member) : undefined;
    if (typeof value !== 'string') {
      throw problem('unexpected-answer', { detail: `${response.url} answers no "${member}"` });
    }
    found[member] = value;
  }
  return found as Record<K, string>;
}

/**
 * Asks a portal where to get a token and where its registry is.
 *
 * @param fetchImpl how to send
 * @param portal address of the portal
 * @throws ProblemError when there is no portal
 */
export async function portalMetadata(fetchImpl: typeof fetch, portal: string): Promise<PortalMetadata> {
  const address = new URL('/.well-known/yimen-portal', portal);
  const response = await request(fetchImpl, address);
  if (response.status === 404) {
    throw problem('not-found', { detail: `there is no portal at ${portal}: nothing at ${address.pathname}` });
  }
  return readMembers(response, ['issuer', 'audience', 'registry']);
}

/** Whether a portal answers at an address, within two seconds. */
export async function isPortal(fetchImpl: typeof fetch, portal: string): Promise<boolean> {
  const inTime: typeof fetch = (url, init) => fetchImpl(url, { ...init, signal: AbortSignal.timeout(2_000) });
  return portalMetadata(inTime, portal).then(
    () => true,
    () => false,
  );
}

/**
 * Gets an access token by client credentials (RFC 6749, 4.4) for one audience (RFC 8707).
 *
 * @param fetchImpl how to send
 * @param metadata of the portal
 * @param client the publisher's client id and secret
 * @param scope scope to ask for
 * @throws ProblemError `forbidden` with the provider's reason when it refuses
 */
export async function publisherToken(
  fetchImpl: typeof fetch,
  metadata: PortalMetadata,
  client: { id: string; secret: string },
  scope: string,
): Promise<string> {
  const issuer = metadata.issuer.endsWith('/') ? metadata.issuer : `${metadata.issuer}/`;
  const discovery = await request(fetchImpl, new URL('.well-known/openid-configuration', issuer));
  const { token_endpoint } = await readMembers(discovery, ['token_endpoint']);
  // RFC 6749, 2.3.1: id and secret are form-encoded before they are joined.
  const [id, secret] = [client.id, client.secret].map((text) =>
    new URLSearchParams({ text }).toString().slice(5),
  );
  const response = await request(fetchImpl, token_endpoint, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      accept: 'application/json',
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope, resource: metadata.audience }),
  });
  if (!response.ok) throw await refusal(response);
  const { access_token } = await readMembers(response, ['access_token']);
  return access_token;
}

/** OAuth errors (RFC 6749, 5.2) are no problem details. */
async function refusal(response: Response): Promise<Error> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  const { error, error_description } = (body ?? {}) as { error?: unknown; error_description?: unknown };
  if (typeof error !== 'string') return readProblem(response);
  const reason = typeof error_description === 'string' ? `${error}: ${error_description}` : error;
  const hint =
    error === 'invalid_client'
      ? '; check YIMEN_CLIENT_ID and YIMEN_CLIENT_SECRET, and that they are of this portal'
      : error === 'invalid_scope'
        ? '; this client may not publish: its administrator gives it the scope registry:publish'
        : '';
  return problem('forbidden', { detail: `${response.url} gives no token: ${reason}${hint}` });
}
