/** One package of a release: what npm asks a registry for. */
export type PackedPackage = {
  readonly name: string;
  readonly version: string;
  /** File name of the archive, beside {@link packagesFile}. */
  readonly file: string;
  /** Subresource Integrity of the archive, sha512. */
  readonly integrity: string;
  /** SHA-1 of the archive, for old clients. */
  readonly shasum: string;
  /** Bytes when it is unpacked. */
  readonly unpackedSize: number;
  readonly fileCount: number;
  /** Its package.json. */
  readonly manifest: Readonly<Record<string, unknown>>;
};

/** Packages that belong together: all have one version, and name each other by it. */
export type PackedRelease = { readonly version: string; readonly packages: readonly PackedPackage[] };

/** File of a release's folder that describes its packages. */
export const packagesFile = 'packages.json';

/** File beside the releases' folders: `{ "version": … }` is the one that new projects get. */
export const latestFile = 'latest.json';
