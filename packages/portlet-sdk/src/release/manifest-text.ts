/** What a release is: its descriptor, what the build says, and every file with its hash (`release.json`). */
export type ReleaseManifest = {
  readonly descriptor: unknown;
  readonly build: {
    readonly entry: string;
    readonly needs: Readonly<Record<string, string>>;
    readonly hasStyles: boolean;
    /** Where browsers get the files instead of at the portal. */
    readonly baseUrl?: string | undefined;
  };
  /** Hashes are `sha384-<base64>` (W3C Subresource Integrity, 3.1); the prefix may be left out. */
  readonly files: readonly { readonly path: string; readonly sha384: string }[];
  /** What the catalogue tells of the release, if anything. */
  readonly catalogue?: unknown;
};

/**
 * The one text of a manifest that is hashed, however its members and files were ordered: JSON with sorted names and no
 * spaces (RFC 8785), files by path. Members that are not of the manifest (a file's content) are left out.
 *
 * @param manifest the manifest, of the right shape
 * @returns the text; its SHA-384 in base64 identifies the release (`manifestSha384` of reports)
 */
export function manifestText({ descriptor, build, files, catalogue }: ReleaseManifest): string {
  const { entry, needs, hasStyles, baseUrl } = build;
  const listed = files
    .map(({ path, sha384 }) => ({ path, sha384: `sha384-${sha384.replace(/^sha384-/, '')}` }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return canonical({
    descriptor,
    build: { entry, needs, hasStyles, ...(baseUrl !== undefined && { baseUrl }) },
    files: listed,
    catalogue,
  });
}

// RFC 8785, 3.2.3: names are sorted by UTF-16 code units, which is how JavaScript compares strings.
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}
