import { readProblem } from '@yimen/problem';
import { portalMetadata, publisherToken, request } from './portal-metadata.ts';

/** A portal, and who asks it. */
export type RegistryAccess = {
  /** Address of the portal, `http://localhost:4000`. */
  readonly portal: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How to send requests; the runtime's fetch unless said. */
  readonly fetch?: typeof fetch;
};

/** Sends JSON to the registry under a publisher's token. */
export type RegistryClient = {
  /** @returns the parsed answer; undefined when it is empty. @throws ProblemError what the registry answers */
  send(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown>;
};

/**
 * Gets a token for the registry of a portal.
 *
 * @param access the portal and the publisher's client credentials
 * @returns a client whose paths begin below the registry, `/portlets/clock`
 * @throws ProblemError `network-failed` without a portal, `forbidden` when the provider gives no token
 */
export async function registryClient(access: RegistryAccess): Promise<RegistryClient> {
  const { portal, clientId: id, clientSecret: secret, fetch: send = fetch } = access;
  const metadata = await portalMetadata(send, portal);
  const token = await publisherToken(send, metadata, { id, secret }, 'registry:publish');
  const registry = metadata.registry.replace(/\/$/, '');
  return {
    async send(method, path, body) {
      const response = await request(send, new URL(`${registry}${path}`, portal), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw await readProblem(response);
      const text = await response.text();
      return text === '' ? undefined : JSON.parse(text);
    },
  };
}
