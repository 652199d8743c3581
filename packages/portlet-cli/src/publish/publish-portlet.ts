import { readProblem } from '@yimen/problem';
import { type ReleaseUpload, readRelease } from '../build/read-release.ts';
import { portalMetadata, publisherToken, request } from './portal-metadata.ts';
import { signRelease } from './sign-release.ts';

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
  /** Private key of `yimen keys create` to sign with; without it the release is not signed. */
  readonly keyFile?: string;
  /** Where browsers get the same files instead of at the portal; an administrator allows its origin. */
  readonly baseUrl?: string;
  /** How to send requests; the runtime's fetch unless said. */
  readonly fetch?: typeof fetch;
};

/** What was published. */
export type PublishedRelease = {
  readonly name: string;
  readonly version: string;
  readonly portal: string;
  readonly isSigned: boolean;
};

/**
 * Publishes a built portlet to a running portal. It is live at once when no higher version is.
 *
 * @param options project, portal and the publisher's client credentials
 * @returns name and version of what is there now
 * @throws StaleRelease when the build is missing or not of this project state; ProblemError when the portal refuses:
 *   `version-exists`, `descriptor-invalid` with every mistake in `errors`, `forbidden`, `network-failed`,
 *   `signature-required`, `signature-invalid`, `signing-key-revoked`; UsageError when the key file is none
 */
export async function publishPortlet(options: PublishOptions): Promise<PublishedRelease> {
  const { folder, outDir, portal, clientId, clientSecret } = options;
  const send = options.fetch ?? fetch;
  const release = withBaseUrl(readRelease(folder, outDir), options.baseUrl);
  const signature = options.keyFile && (await signRelease(release, options.keyFile));
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
    body: JSON.stringify({ ...release, ...(signature && { signature }) }),
  });
  if (!response.ok) throw await readProblem(response);
  await response.body?.cancel();
  return { name, version, portal, isSigned: signature !== undefined };
}

function withBaseUrl(release: ReleaseUpload, baseUrl: string | undefined): ReleaseUpload {
  return baseUrl === undefined ? release : { ...release, build: { ...release.build, baseUrl } };
}
