import { isProblem, type ProblemError, problem } from '@yimen/problem';
import type { ReleaseCode } from './federation.ts';
import { type CheckedFile, releaseFiles } from './release-files.ts';

/** A file that is not what the manifest says. */
export type TamperedFile = {
  readonly portlet: string;
  readonly version: string;
  readonly path: string;
  readonly isOtherOrigin: boolean;
  /** Integrity of what came; null: the browser cannot compute it here. */
  readonly actual: string | null;
};

/**
 * Lets nothing of a release run before each of its scripts and style sheets was found to be what the manifest says.
 */
export type FileCheck = {
  /** Rejects with a ProblemError: `portlet-tampered`, `portlet-load-failed`. */
  check(release: ReleaseCode, entry: string): Promise<void>;
  /**
   * Why an import failed: a file that the browser had refused before anybody asked, or what the code itself has thrown.
   * @returns what is to be thrown
   */
  explain(release: ReleaseCode, entry: string, thrown: unknown): Promise<unknown>;
};

/**
 * Checks by the browser's own means: `modulepreload` with integrity puts a module into the document's module map, from
 * which the import that follows takes it, with no second request (README).
 *
 * @param report tells the portal of a file that was altered
 */
export function createFileCheck(report: (file: TamperedFile) => void): FileCheck {
  // Before any portlet's code can add to them.
  const ofDocument = documentPreloads();
  const isPreloaded = ({ address, integrity }: CheckedFile) =>
    ofDocument.get(address) === integrity && hasArrived(address);
  return {
    async check(release, entry) {
      // What comes from a developer's own machine has no manifest.
      if (release.integrity === '') return;
      const files = releaseFiles(release, entry).filter((file) => !isPreloaded(file));
      if (files.length === 0) return;
      const failed = (file: CheckedFile) => explain(release, file, report);
      const owner = `${release.name}@${release.version}`;
      await Promise.all(files.map((file) => checkFile(file, owner, failed)));
    },
    async explain(release, entry, thrown) {
      const [file] = releaseFiles(release, entry);
      if (release.integrity === '' || !file || !isPreloaded(file)) return thrown;
      const problem = await explain(release, file, report);
      return isProblem(problem, 'portlet-tampered') ? problem : thrown;
    },
  };
}

/** What the document has preloaded into its module map, with the integrity that it demanded. */
function documentPreloads(): ReadonlyMap<string, string> {
  if (!knowsModulePreload()) return new Map();
  const links = document.querySelectorAll<HTMLLinkElement>('link[rel="modulepreload"][integrity]');
  return new Map(Array.from(links, ({ href, integrity }) => [href, integrity]));
}

/**
 * Whether a file is there, good or refused. A link of our own, which would tell as well, costs a task for each window, in
 * which the ones before it are drawn alone.
 */
function hasArrived(address: string): boolean {
  const entries = performance.getEntriesByName(address, 'resource') as PerformanceResourceTiming[];
  return entries.some(({ responseEnd }) => responseEnd > 0);
}

async function checkFile(
  file: CheckedFile,
  owner: string,
  failed: (file: CheckedFile) => Promise<ProblemError>,
): Promise<void> {
  const isStyle = file.path.endsWith('.css');
  const isLoaded =
    isStyle || knowsModulePreload()
      ? await linkLoads(file, isStyle ? owner : null)
      : await fetchSucceeds(file);
  if (!isLoaded) throw await failed(file);
}

/**
 * Takes away the style sheets of releases that no window uses any more.
 *
 * @param inUse releases like `todo@1.2.0`
 */
export function dropStyleLinks(inUse: readonly string[]): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[data-portlet-release]')) {
    if (!inUse.includes(link.dataset.portletRelease ?? '')) link.remove();
  }
}

function linkLoads({ address, integrity }: CheckedFile, styleOf: string | null): Promise<boolean> {
  const isStyle = styleOf !== null;
  return new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = isStyle ? 'stylesheet' : 'modulepreload';
    if (isStyle) link.dataset.portletRelease = styleOf;
    link.crossOrigin = 'anonymous';
    link.integrity = integrity;
    link.href = address;
    const settle = (isLoaded: boolean) => {
      // The module is in the module map by now; a sheet that is good stays, and its container finds it there.
      if (!isStyle || !isLoaded) link.remove();
      resolve(isLoaded);
    };
    link.addEventListener('load', () => settle(true));
    link.addEventListener('error', () => settle(false));
    document.head.append(link);
  });
}

const knowsModulePreload = () => document.createElement('link').relList.supports('modulepreload');

/** For browsers without `modulepreload`: the import that follows takes the file from the HTTP cache. */
async function fetchSucceeds({ address, integrity }: CheckedFile): Promise<boolean> {
  try {
    const response = await fetch(address, { integrity });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Why a file was refused: it is not there, or it is another one. The browser does not say; so it is read once more. */
async function explain(
  { name, version }: ReleaseCode,
  file: CheckedFile,
  report: (file: TamperedFile) => void,
): Promise<ProblemError> {
  const shown = `${name} ${version}: ${file.path}`;
  const content = await read(file.address);
  if (!content) return problem('portlet-load-failed', { detail: `${shown} could not be loaded` });
  const actual = await integrityOf(content);
  const isRight = actual === null ? await fetchSucceeds(file) : actual === file.integrity;
  if (isRight) return problem('portlet-load-failed', { detail: `${shown} could not be loaded at first` });
  const isOtherOrigin = new URL(file.address, document.baseURI).origin !== window.location.origin;
  report({ portlet: name, version, path: file.path, isOtherOrigin, actual });
  // Files are kept as immutable: past the cache, a retry gets what the server has now.
  void read(file.address, 'reload');
  return problem('portlet-tampered', {
    detail: `${shown} is not what its manifest says: ${actual ?? 'another hash'} instead of ${file.integrity}`,
  });
}

async function read(address: string, cache: RequestCache = 'default'): Promise<ArrayBuffer | null> {
  try {
    const response = await fetch(address, { cache });
    return response.ok ? await response.arrayBuffer() : null;
  } catch {
    return null;
  }
}

/** Null where there is no WebCrypto: the portal is not in a secure context (W3C Secure Contexts). */
async function integrityOf(content: ArrayBuffer): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', content));
  return `sha384-${btoa(String.fromCharCode(...digest))}`;
}
