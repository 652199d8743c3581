import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { buildFrame } from '../frame/build-frame.ts';
import { readProject } from '../project/read-project.ts';
import { type ContainerFacts, entryFile } from '../vite/container-plugin.ts';
import { portletConfig } from '../vite/portlet-config.ts';
import { MistakeList, PortletMistakes } from '../vite/portlet-mistakes.ts';
import { type ReleaseManifest, writeManifest } from './release-manifest.ts';

/** A built portlet. */
export type BuiltPortlet = {
  /** Folder with `remoteEntry.js`, assets and `release.json`. */
  readonly outDir: string;
  readonly release: ReleaseManifest;
};

let last: Promise<unknown> = Promise.resolve();

/** Runs builds of this process one after another: Vite takes production or development from a process-wide variable. */
function afterOthers<T>(task: () => Promise<T>): Promise<T> {
  const result = last.then(task, task);
  last = result.catch(() => undefined);
  return result;
}

async function inProduction<T>(task: () => Promise<T>): Promise<T> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    return await task();
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

/**
 * Builds a portlet project into one federation container with its styles inside, its assets and `release.json`; a page for
 * a frame into its files and the script that connects it.
 * The same input gives the same bytes.
 *
 * @param folder folder with `portlet.json` and `client/`
 * @param options `outDir` to write to instead of `<folder>/dist`
 * @returns where it is and what was written
 * @throws PortletMistakes naming every mistake with file and line; the folder is then removed
 */
export async function buildPortlet(folder: string, options: { outDir?: string } = {}): Promise<BuiltPortlet> {
  const project = readProject(folder);
  const outDir = options.outDir ?? join(project.folder, 'dist');
  const mistakes = new MistakeList(project.folder);
  let facts: ContainerFacts = { needs: {}, hasStyles: false };
  let entry = entryFile;
  const onBuilt = (built: ContainerFacts) => {
    facts = built;
  };
  try {
    await afterOthers(() =>
      inProduction(async () => {
        if (project.descriptor.adapter === 'frame') entry = await buildFrame(project, { outDir, mistakes });
        else await build(await portletConfig(project, { outDir, mistakes, onBuilt }));
      }),
    );
  } catch (error) {
    rmSync(outDir, { recursive: true, force: true });
    // A rule that was broken says more than what the bundler made of it.
    throw mistakes.list().length > 0 ? new PortletMistakes(mistakes.list()) : error;
  }
  if (mistakes.list().length > 0) {
    rmSync(outDir, { recursive: true, force: true });
    throw new PortletMistakes(mistakes.list());
  }
  return { outDir, release: writeManifest(outDir, project.descriptor, { ...facts, entry }) };
}
