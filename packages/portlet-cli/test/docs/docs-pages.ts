import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { repository } from '../../src/docs/serve-docs.ts';

/** A fenced sample: ```` ```tsx client/view/desk-view.tsx ````. */
export type Sample = {
  readonly page: string;
  readonly language: string;
  readonly path: string | undefined;
  readonly text: string;
};

/** Folder of the documentation. */
export const docsFolder = join(repository, 'docs');

/** Paths of all pages, relative to the documentation's folder. */
export function pages(): string[] {
  return readdirSync(docsFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(docsFolder, join(entry.parentPath, entry.name)));
}

/** Text of a page. */
export const readPage = (page: string): string => readFileSync(join(docsFolder, page), 'utf8');

/** All fenced samples of a page, in their order. */
export function samplesOf(page: string): Sample[] {
  return [...readPage(page).matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', path, text = '']) => ({ page, language, path, text }),
  );
}
