import { type FieldError, readProblem } from '@yimen/problem';
import { type ReleaseUpload, readRelease } from '../build/read-release.ts';
import { portalMetadata, publisherToken, request } from './portal-metadata.ts';
import { readReport } from './read-report.ts';
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
  /** Whether the conformance kit's report went along; `yimen check` leaves it beside the build. */
  readonly isReported: boolean;
  /** Why the portal keeps the release in `draft` in spite of the report. */
  readonly refusals: readonly FieldError[];
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
  const report = readReport(folder, outDir, release);
  const refusals = report
    ? await handIn(report, {
        send,
        address: new URL(`${registry}/portlets/${name}/releases/${version}/reports`, portal),
        token,
      })
    : [];
  return {
    ...{ name, version, portal, refusals },
    isSigned: signature !== undefined,
    isReported: report !== undefined,
  };
}

type ReportParts = { readonly send: typeof fetch; readonly address: URL; readonly token: string };

/** Hands in what the kit found; the answer says what keeps the release from leaving `draft`. */
async function handIn(
  report: unknown,
  { send, address, token }: ReportParts,
): Promise<readonly FieldError[]> {
  const response = await request(send, address, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(report),
  });
  if (!response.ok) throw await readProblem(response);
  const { refusals } = (await response.json()) as { refusals?: FieldError[] };
  return refusals ?? [];
}

function withBaseUrl(release: ReleaseUpload, baseUrl: string | undefined): ReleaseUpload {
  return baseUrl === undefined ? release : { ...release, build: { ...release.build, baseUrl } };
}
