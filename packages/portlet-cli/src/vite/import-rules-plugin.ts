import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { forbiddenImport, isNodeModule } from './forbidden-import.ts';
import type { MistakeList } from './portlet-mistakes.ts';

const stub = '\0yimen-forbidden';

/** Line of the first import of `specifier` in a file; undefined when the text does not have it. */
function lineOf(file: string, specifier: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const found = text
    .split('\n')
    .findIndex((line) => line.includes(`'${specifier}'`) || line.includes(`"${specifier}"`));
  return found < 0 ? undefined : found + 1;
}

/**
 * Notes every import that a portlet must not have, with file and line. The build goes on with an empty module, so
 * that all of them are found in one run.
 */
export function importRulesPlugin(mistakes: MistakeList): Plugin {
  return {
    name: 'yimen-import-rules',
    enforce: 'pre',
    async resolveId(specifier, importer, options) {
      // The scan for dependencies meets every import again, in another plugin context.
      if (Reflect.get(options, 'scan') === true || !importer || importer.startsWith('\0')) return null;
      const file = importer.split('?', 1)[0] ?? importer;
      const detail = forbiddenImport(specifier);
      if (detail) {
        mistakes.add(file, lineOf(file, specifier), detail);
        return stub;
      }
      if (!isNodeModule(specifier)) return null;
      const resolved = await this.resolve(specifier, importer, { skipSelf: true });
      if (resolved && !resolved.id.includes('__vite-browser-external')) return resolved;
      mistakes.add(file, lineOf(file, specifier), `"${specifier}" does not exist in a browser`);
      return stub;
    },
    load(id) {
      // CommonJS has no named exports to miss, so no second error follows from the first.
      return id === stub ? 'module.exports = {};' : null;
    },
  };
}
