import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** `before`: code that runs when the module is evaluated; `needsRuntime`: made by another producer. */
type FixtureOptions = { before?: string; styles?: string; needsRuntime?: boolean };

/** A folder with federation containers as a build writes them: one ES module each, `init` and `get`. */
export type ContainerFolder = {
  /**
   * Writes a container and returns its address.
   * @param view source of the view component; `React` and `sdk` are the shell's
   * @param options `styles`: the container exposes `./styles`, made of this rule
   */
  write(name: string, view: string, options?: FixtureOptions): string;
  remove(): void;
};

export function createContainerFolder(): ContainerFolder {
  const folder = mkdtempSync(join(tmpdir(), 'yimen-containers-'));
  return {
    write(name, view, { before = '', styles = '', needsRuntime = false } = {}) {
      const file = join(folder, `${name}.mjs`);
      writeFileSync(
        file,
        containerSource(view, before, styles) + (needsRuntime ? '' : 'export const needsRuntime = false;\n'),
      );
      return pathToFileURL(file).href;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function containerSource(view: string, before: string, styles: string): string {
  return `${before}
let React, sdk;
const one = (scope, name) => Object.values(scope[name])[0].lib();
export const init = (scope) => { React = one(scope, 'react'); sdk = one(scope, '@yimen/portlet-sdk'); };
const modules = {
  './portlet': () => ({ portlet: { modes: { view: async () => (${view}) } } }),
  ${styles ? `'./styles': () => { const sheet = new CSSStyleSheet(); sheet.insertRule(${JSON.stringify(styles)}); return { styles: sheet }; },` : ''}
};
export const get = async (name) => { const module = modules[name](); return () => module; };
`;
}
