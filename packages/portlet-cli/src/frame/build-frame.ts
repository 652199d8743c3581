import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { build } from 'vite';
import type { PortletProject } from '../project/read-project.ts';
import { type MistakeList, PortletMistakes } from '../vite/portlet-mistakes.ts';
import { checkFramePage, checkFrameStyles } from './frame-rules.ts';

/** The ready-made script of plain pages: `const context = await yimen.connect()`. */
export const frameScript = 'yimen-frame.js';

/** Entry of a frame whose page is outside of the portal. */
const outsideNote = 'frame.json';

/**
 * Builds a portlet that is a page in a frame: the files of `page/` as they are, after looking for what a frame's policy
 * would refuse, and the script that connects a page to the portal.
 *
 * @returns the entry of the release
 * @throws PortletMistakes naming every mistake with file and line
 */
export async function buildFrame(
  project: PortletProject,
  { outDir, mistakes }: { outDir: string; mistakes: MistakeList },
): Promise<string> {
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  const { frame } = project.descriptor;
  if (frame) {
    writeFileSync(join(outDir, outsideNote), `${JSON.stringify({ address: frame.address }, null, 2)}\n`);
    return outsideNote;
  }
  const folder = dirname(project.client);
  for (const path of globSync('**/*.{html,css}', { cwd: folder }).sort()) {
    const file = join(folder, path);
    const text = readFileSync(file, 'utf8');
    if (path.endsWith('.html')) checkFramePage(text, file, mistakes);
    else checkFrameStyles(text, file, mistakes);
  }
  if (existsSync(join(folder, frameScript))) {
    mistakes.add(join(folder, frameScript), undefined, 'is made by the build; take it away');
  }
  if (mistakes.list().length > 0) throw new PortletMistakes(mistakes.list());
  cpSync(folder, outDir, { recursive: true });
  await buildFrameScript(outDir);
  return 'index.html';
}

/**
 * The SDK's client as one classic script: pages without an origin of their own load it like any other file.
 *
 * @param outDir folder that the script is put into, as `yimen-frame.js`
 */
export async function buildFrameScript(outDir: string): Promise<void> {
  // TypeScript in the repository, compiled where npm has installed it.
  const frame = createRequire(import.meta.url).resolve('@yimen/portlet-sdk/frame');
  await build({
    root: dirname(frame),
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    mode: 'production',
    build: {
      outDir,
      emptyOutDir: false,
      reportCompressedSize: false,
      lib: {
        entry: join(dirname(frame), `page-script${extname(frame)}`),
        formats: ['iife'],
        name: 'yimenFrame',
        fileName: () => frameScript,
      },
    },
  });
}
