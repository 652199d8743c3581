import { problem } from '@yimen/problem';
import type { PublishRelease, ReleaseView } from '@yimen/shell-contract';
import type { PublisherPolicyRow, PublisherStore } from '../stores/publisher-store.ts';
import type { ReleaseWithPublisher } from '../stores/release-store.ts';

/**
 * Where else the files of a release are, as it is stored.
 *
 * @returns the base address with "/" at its end; null: only at the portal
 * @throws problem `descriptor-invalid` when no administrator has allowed the publisher this origin
 */
export async function checkCodeOrigin(
  store: PublisherStore,
  release: PublishRelease,
  publisher: string,
): Promise<string | null> {
  const { baseUrl } = release.build;
  if (baseUrl === undefined) return null;
  const url = new URL(baseUrl);
  const allowed = (await store.findPolicy(publisher))?.origins_json ?? [];
  const detail = allowed.includes(url.origin)
    ? codeAddressMistake(url)
    : `"${publisher}" may not have code at ${url.origin}: an administrator of the portal allows origins`;
  if (detail === undefined) return `${url.origin}${url.pathname.replace(/\/*$/, '/')}`;
  throw problem('descriptor-invalid', { errors: [{ pointer: '/body/build/baseUrl', detail }] });
}

// It becomes a source of the Content-Security-Policy (CSP Level 3, 2.3.1), where ";" and "," end a source.
function codeAddressMistake({ username, password, search, hash, pathname }: URL): string | undefined {
  if (username || password || search || hash)
    return 'an address without user, query and fragment is expected';
  return /[;,'"\s]/.test(pathname) ? 'a path without ; , and quotes is expected' : undefined;
}

/** Addresses of files by `name version`, as far as their origin is still allowed. */
export function findCodeBases(
  rows: readonly ReleaseWithPublisher[],
  policies: readonly PublisherPolicyRow[],
): ReadonlyMap<string, string> {
  const allowed = new Map(policies.map((policy) => [policy.publisher, policy.origins_json]));
  return new Map(
    rows.flatMap(({ portlet, version, published_by: publisher, base_url: base }) =>
      base && allowed.get(publisher)?.includes(new URL(base).origin)
        ? [[`${portlet} ${version}`, base] as const]
        : [],
    ),
  );
}

/** A release whose code the browser loads from where its publisher keeps it, for a page whose policy allows that. */
export function fromCodeOrigin(release: ReleaseView, baseUrl: string): ReleaseView {
  const prefix = `/releases/${release.name}/${release.version}/`;
  return { ...release, entry: baseUrl + release.entry.slice(prefix.length), ownEntry: release.entry };
}
