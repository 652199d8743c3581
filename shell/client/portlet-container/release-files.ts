import type { ReleaseCode } from './federation.ts';

/** A file of a release that the browser may run or apply, and what it has to be. */
export type CheckedFile = {
  /** As the manifest names it. */
  readonly path: string;
  readonly address: string;
  readonly integrity: string;
};

/**
 * Scripts and style sheets of a release, the entry first.
 *
 * @param entry address that the entry is loaded from at this attempt; the other files are beside it
 */
export function releaseFiles(release: ReleaseCode, entry: string): CheckedFile[] {
  const path = entryPath(release);
  // A retry asks for the entry under an address of its own; its container asks for the others under the plain one.
  const [plain = ''] = entry.split('?');
  const root = plain.slice(0, plain.length - path.length);
  return [
    { path, address: entry, integrity: release.integrity },
    ...Object.entries(release.files ?? {}).map(([other, integrity]) => ({
      path: other,
      address: root + other,
      integrity,
    })),
  ];
}

// At the portal, releases are under /releases/<name>/<version>/.
function entryPath({ entry, ownEntry = entry, name, version }: ReleaseCode): string {
  const { pathname } = new URL(ownEntry, document.baseURI);
  const prefix = `/releases/${name}/${version}/`;
  return pathname.startsWith(prefix) ? pathname.slice(prefix.length) : (pathname.split('/').at(-1) ?? '');
}
