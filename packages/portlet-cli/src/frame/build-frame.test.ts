import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { copyOf } from '../../test/build-workspace.ts';
import { buildPortlet } from '../build/build-portlet.ts';
import { readRelease } from '../build/read-release.ts';
import { mistakeText, PortletMistakes } from '../vite/portlet-mistakes.ts';

let remove: (() => void) | undefined;
afterEach(() => remove?.());

function project(files: Record<string, string> = {}): string {
  const copy = copyOf('paper', files);
  remove = copy.remove;
  return copy.folder;
}

describe('a page in a frame', () => {
  it('[R124] is released as it is, with the script that connects it, and takes nothing from the shell', async () => {
    const folder = project();
    const { outDir, release } = await buildPortlet(folder);
    expect(release.build).toEqual({ entry: 'index.html', needs: {}, hasStyles: false });
    expect(release.files.map(({ path }) => path)).toEqual([
      'index.html',
      'page.css',
      'page.js',
      'yimen-frame.js',
    ]);
    expect(readFileSync(join(outDir, 'index.html'))).toEqual(readFileSync(join(folder, 'page/index.html')));
    const script = readFileSync(join(outDir, 'yimen-frame.js'), 'utf8');
    expect(script).not.toMatch(/\b(import|export)\b\s*[{*"']|https?:\/\//);
    expect(Buffer.byteLength(script)).toBeLessThan(12_000);
    expect(readRelease(folder, outDir).files).toHaveLength(4);
  });

  it('[R124] is refused with what its policy would stop, naming file and line of each', async () => {
    const folder = project({
      'page/index.html': `<!doctype html>
<script>alert(1)</script>
<style>p { color: red }</style>
<p onclick="x()" style="color: red">
<script src="https://example.org/x.js"></script>
<img src="/releases/other/1.0.0/a.png">
<link rel="stylesheet" href="page.css">`,
      'page/page.css': 'p { background: url(//example.org/a.png) }\n@import "https://example.org/a.css";\n',
    });
    const error = await buildPortlet(folder).catch((reason: unknown) => reason);
    if (!(error instanceof PortletMistakes)) throw error;
    expect(error.mistakes.map((mistake) => mistakeText(mistake).split(': ')[0])).toEqual([
      'page/index.html:2',
      'page/index.html:3',
      'page/index.html:4',
      'page/index.html:4',
      'page/index.html:5',
      'page/index.html:6',
      'page/page.css:1',
      'page/page.css:2',
    ]);
  });

  it('[R120] has no code in the portal, and a page', async () => {
    const folder = project({ 'portlet.json': '{"adapter":"frame"}' });
    await expect(buildPortlet(folder)).rejects.toThrow('is missing name');
  });
});
