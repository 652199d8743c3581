import type { FieldError } from '@yimen/problem';
import { type ReleaseUpload, readRelease } from '../build/read-release.ts';
import type { PortalFinding } from '../check/compare-with-portal.ts';
import { readReport } from './read-report.ts';
import { type RegistryAccess, registryClient } from './registry-client.ts';
import { signRelease } from './sign-release.ts';

/** Settings of {@link publishPortlet}. */
export type PublishOptions = RegistryAccess & {
  /** The portlet project. */
  readonly folder: string;
  /** Where it was built to; `<folder>/dist` unless said. */
  readonly outDir?: string;
  /** Private key of `yimen keys create` to sign with; without it the release is not signed. */
  readonly keyFile?: string;
  /** Where browsers get the same files instead of at the portal; an administrator allows its origin. */
  readonly baseUrl?: string;
  /** It may be live at once although it breaks pages or portlets that use it; its major version is raised. */
  readonly acceptBreaks?: boolean;
};

/** What was published. */
export type PublishedRelease = {
  readonly name: string;
  readonly version: string;
  readonly portal: string;
  /** State that the portal gave it: `live`, or `draft` where operators approve releases first. */
  readonly state: string | undefined;
  readonly isSigned: boolean;
  /** Whether the conformance kit's report went along; `yimen check` leaves it beside the build. */
  readonly isReported: boolean;
  /** Why the portal keeps the release in `draft` in spite of the report. */
  readonly refusals: readonly FieldError[];
  /** What the release changes for those who use the portlet, worst first. */
  readonly findings: readonly PortalFinding[];
};

/**
 * Publishes a built portlet to a running portal. It is live at once when no higher version is.
 *
 * @param options project, portal and the publisher's client credentials
 * @returns name and version of what is there now
 * @throws StaleRelease when the build is missing or not of this project state; ProblemError when the portal refuses:
 *   `version-exists`, `descriptor-invalid` with every mistake in `errors`, `forbidden`, `network-failed`,
 *   `signature-required`, `signature-invalid`, `signing-key-revoked`, `release-breaks-users`; UsageError when the key file is none
 */
export async function publishPortlet(options: PublishOptions): Promise<PublishedRelease> {
  const { folder, outDir, portal, keyFile, acceptBreaks } = options;
  const release = withBaseUrl(readRelease(folder, outDir), options.baseUrl);
  const signature = keyFile && (await signRelease(release, keyFile));
  const client = await registryClient(options);
  const { name, version } = release.descriptor;
  const published = await client.send('POST', `/portlets/${name}/releases`, {
    ...release,
    ...(signature && { signature }),
    ...(acceptBreaks && { acceptBreaks }),
  });
  const report = readReport(folder, outDir, release);
  // The answer says what keeps the release from leaving `draft`.
  const answer =
    report && (await client.send('POST', `/portlets/${name}/releases/${version}/reports`, report));
  return {
    ...{ name, version, portal },
    refusals: (answer as { refusals?: FieldError[] } | undefined)?.refusals ?? [],
    findings: (published as { findings?: PortalFinding[] } | undefined)?.findings ?? [],
    state: (published as { state?: string } | undefined)?.state,
    isSigned: signature !== undefined,
    isReported: report !== undefined,
  };
}

function withBaseUrl(release: ReleaseUpload, baseUrl: string | undefined): ReleaseUpload {
  return baseUrl === undefined ? release : { ...release, build: { ...release.build, baseUrl } };
}
