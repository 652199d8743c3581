import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkTypes } from '../project/check-types.ts';
import { readProject } from '../project/read-project.ts';
import { typesMistakes } from '../types/environment-types.ts';
import { type Mistake, PortletMistakes } from '../vite/portlet-mistakes.ts';
import { buildPortlet } from './build-portlet.ts';

/**
 * Checks a portlet project without leaving anything behind: descriptor, build rules and types.
 *
 * @param folder the portlet project
 * @throws PortletMistakes naming every mistake of all three
 */
export async function checkPortlet(folder: string): Promise<void> {
  const outDir = mkdtempSync(join(tmpdir(), 'yimen-check-'));
  const mistakes: Mistake[] = [];
  try {
    await buildPortlet(folder, { outDir });
  } catch (error) {
    if (!(error instanceof PortletMistakes)) throw error;
    mistakes.push(...error.mistakes);
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
  mistakes.push(...environmentMistakes(folder), ...(await checkTypes(resolve(folder))));
  if (mistakes.length > 0) throw new PortletMistakes(mistakes);
}

/** Types that were made from another lock file, or an earlier descriptor; a broken project has been reported. */
function environmentMistakes(folder: string): Mistake[] {
  try {
    return typesMistakes(resolve(folder), readProject(folder).descriptor);
  } catch (error) {
    if (error instanceof PortletMistakes) return [];
    throw error;
  }
}
