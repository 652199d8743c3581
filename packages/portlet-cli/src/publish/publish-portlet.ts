import { readProblem } from '@yimen/problem';
import { readRelease } from '../build/read-release.ts';
import { portalMetadata, publisherToken, request } from './portal-metadata.ts';

/** Settings of {@link publishPortlet}. */
export type PublishOptions = {
  /** The portlet project. */
  readonly folder: string;
  /** Where it was built to; `<folder>/dist` unless said. */
  readonly outDir?: string;
  /** Address of the portal, `http://localhost:4000`. */
  readonly portal: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How to send requests; the runtime's fetch unless said. */
  readonly fetch?: typeof fetch;
};

/** What was published. */
export type PublishedRelease = { readonly name: string; readonly version: string; readonly portal: string };

/**
 * Publishes a built portlet to a running portal. It is live at once when no higher version is.
 *
 * @param options project, portal and the publisher's client credentials
 * @returns name and version of what is there now
 * @throws StaleRelease when the build is missing or not of this project state; ProblemError when the portal refuses:
 *   `version-exists`, `descriptor-invalid` with every mistake in `errors`, `forbidden`, `network-failed`
 */
export async function publishPortlet(options: PublishOptions): Promise<PublishedRelease> {
  const { folder, outDir, portal, clientId, clientSecret } = options;
  const send = options.fetch ?? fetch;
  const release = readRelease(folder, outDir);
  const metadata = await portalMetadata(send, portal);
  const token = await publisherToken(
    send,
    metadata,
    { id: clientId, secret: clientSecret },
    'registry:publish',
  );
  const { name, version } = release.descriptor;
  const registry = metadata.registry.replace(/\/$/, '');
  const response = await request(send, new URL(`${registry}/portlets/${name}/releases`, portal), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(release),
  });
  if (!response.ok) throw await readProblem(response);
  await response.body?.cancel();
  return { name, version, portal };
}
