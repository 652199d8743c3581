import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type PortletDescriptor, validateDescriptor } from '@yimen/portlet-sdk/descriptor';
import { type Mistake, PortletMistakes } from '../vite/portlet-mistakes.ts';
import { modesWithCode } from './modes-with-code.ts';

/** A folder with `portlet.json` and `client/index.tsx`, or `page/index.html` for a frame. */
export type PortletProject = {
  readonly folder: string;
  readonly descriptor: PortletDescriptor;
  /** Absolute path of `client/index.tsx` or `client/index.ts`; of `page/index.html` for a frame. */
  readonly client: string;
};

const descriptorFile = 'portlet.json';

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const isMissing = (error as { code?: unknown }).code === 'ENOENT';
    const reason = isMissing ? `there is no ${file}; name the folder of a portlet project` : String(error);
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
  const { client, missing } = findClient(root, value);
  if (missing) mistakes.push(missing);
  const facts =
    client?.endsWith('.html') === false ? { modesWithCode: modesWithCode(join(root, client)) } : {};
  for (const { pointer, detail } of validateDescriptor(value, facts).errors) {
    mistakes.push({ file: descriptorFile, detail: `${pointer || '/'} ${detail}` });
  }
  if (!client || mistakes.length > 0) throw new PortletMistakes(mistakes);
  // validateDescriptor found nothing, so the value is a descriptor.
  return { folder: root, descriptor: value as PortletDescriptor, client: join(root, client) };
}

const codeFiles = ['client/index.tsx', 'client/index.ts'];
const pageFile = 'page/index.html';

/** Where the portlet's code or page begins, by the adapter that its descriptor names. */
function findClient(root: string, descriptor: unknown): { client?: string; missing?: Mistake } {
  const { adapter, frame } = (descriptor ?? {}) as { adapter?: unknown; frame?: unknown };
  const isFrame = adapter === 'frame';
  // The page of a frame may be outside of the portal; then there is nothing to build.
  if (isFrame && frame !== undefined) return { client: pageFile };
  const client = (isFrame ? [pageFile] : codeFiles).find((path) => existsSync(join(root, path)));
  if (client) return { client };
  const what = isFrame ? 'it is the page that the frame shows' : 'it exports the portlet';
  return { missing: { file: isFrame ? pageFile : 'client/index.tsx', detail: `is missing; ${what}` } };
}
