import { readProblem } from '@yimen/problem';
import { portalMetadata, publisherToken, request } from './portal-metadata.ts';

/** Settings of {@link rollBack}. */
export type RollBackOptions = {
  /** Name of the portlet. */
  readonly name: string;
  /** Why; it stands in the portal's trail. */
  readonly reason: string;
  /** Address of the portal, `http://localhost:4000`. */
  readonly portal: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How to send requests; the runtime's fetch unless said. */
  readonly fetch?: typeof fetch;
};

/** What was taken back, and what people get now. */
export type RolledBack = { readonly withdrawn: readonly string[]; readonly version: string | null };

/**
 * Takes back what people have of a portlet: its canary releases, or, when there is none, the live release, whose place the
 * live one before takes. Open pages change over by themselves.
 *
 * @param options portlet, reason, portal and the publisher's client credentials
 * @returns the versions that were withdrawn and the one that people get now
 * @throws ProblemError `not-found`, `forbidden` for another's portlet, `conflict` when there is no earlier live version,
 *   `network-failed`
 */
export async function rollBack(options: RollBackOptions): Promise<RolledBack> {
  const { name, reason, portal, clientId: id, clientSecret: secret } = options;
  const send = options.fetch ?? fetch;
  const metadata = await portalMetadata(send, portal);
  const token = await publisherToken(send, metadata, { id, secret }, 'registry:publish');
  const registry = metadata.registry.replace(/\/$/, '');
  const response = await request(send, new URL(`${registry}/portlets/${name}/rollback`, portal), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reason }),
  });
  if (!response.ok) throw await readProblem(response);
  return (await response.json()) as RolledBack;
}
