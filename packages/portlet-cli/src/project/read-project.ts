import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type PortletDescriptor, validateDescriptor } from '@yimen/portlet-sdk/descriptor';
import { type Mistake, PortletMistakes } from '../vite/portlet-mistakes.ts';
import { modesWithCode } from './modes-with-code.ts';

/** A folder with `portlet.json` and `client/index.tsx`. */
export type PortletProject = {
  readonly folder: string;
  readonly descriptor: PortletDescriptor;
  /** Absolute path of `client/index.tsx` or `client/index.ts`. */
  readonly client: string;
};

const descriptorFile = 'portlet.json';

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PortletMistakes([{ file: descriptorFile, detail: `cannot be read: ${reason}` }]);
  }
}

/**
 * Reads a portlet project and checks its descriptor and the shape of its code.
 *
 * @param folder the project's folder
 * @returns the project with its valid descriptor
 * @throws PortletMistakes naming every mistake
 */
export function readProject(folder: string): PortletProject {
  const root = resolve(folder);
  const value = readJson(join(root, descriptorFile));
  const mistakes: Mistake[] = [];
  const client = ['client/index.tsx', 'client/index.ts'].find((path) => existsSync(join(root, path)));
  if (!client) mistakes.push({ file: 'client/index.tsx', detail: 'is missing; it exports the portlet' });
  const facts = client ? { modesWithCode: modesWithCode(join(root, client)) } : {};
  for (const { pointer, detail } of validateDescriptor(value, facts).errors) {
    mistakes.push({ file: descriptorFile, detail: `${pointer || '/'} ${detail}` });
  }
  if (!client || mistakes.length > 0) throw new PortletMistakes(mistakes);
  // validateDescriptor found nothing, so the value is a descriptor.
  return { folder: root, descriptor: value as PortletDescriptor, client: join(root, client) };
}
