import postcss from 'postcss';
import type { MistakeList } from '../vite/portlet-mistakes.ts';

/** Addresses that lead away from the files of the release. */
const isOutside = (address: string) =>
  /^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(address) && !/^data:image\//i.test(address);

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/**
 * Notes what the policy of a frame's page refuses when it runs: scripts and styles inside of the page, and whatever is
 * loaded from somewhere else than beside it. Comments are looked into as well: they cost nothing to mend.
 *
 * @param html text of the page
 * @param file its absolute path
 */
export function checkFramePage(html: string, file: string, mistakes: MistakeList): void {
  const say = (index: number, detail: string) => mistakes.add(file, lineAt(html, index), detail);
  for (const { index, 1: attributes = '' } of html.matchAll(/<script\b([^>]*)>/gi)) {
    if (!/\bsrc\s*=/i.test(attributes))
      say(index, 'a script inside of the page does not run; put it into a file');
  }
  for (const { index } of html.matchAll(/<style\b/gi)) {
    say(index, 'styles inside of the page do not apply; put them into a file');
  }
  for (const { index, 1: name = '' } of html.matchAll(/\s(on[a-z]+|style)\s*=\s*["']/gi)) {
    say(index, `the attribute "${name}" has no effect; put it into a script or style sheet`);
  }
  for (const { index } of html.matchAll(/<base\b/gi)) say(index, 'a base address has no effect');
  for (const found of html.matchAll(/\s(?:src|href|srcset|poster|action)\s*=\s*["']?([^"'\s>]+)/gi)) {
    const [, address = ''] = found;
    if (isOutside(address))
      say(found.index, `"${address}" is outside of the release; keep a copy beside the page`);
  }
}

/** Notes styles and assets from outside of the release in a style sheet of a page; everything else is the page's own. */
export function checkFrameStyles(css: string, file: string, mistakes: MistakeList): void {
  const root = postcss.parse(css, { from: file });
  const look = (text: string, line: number | undefined) => {
    for (const [, address = ''] of text.matchAll(/(?:url\(\s*|@import\s+|^)["']?([^"')\s]+)/gi)) {
      if (isOutside(address)) mistakes.add(file, line, `"${address}" is outside of the release`);
    }
  };
  root.walkAtRules('import', (rule) => look(rule.params, rule.source?.start?.line));
  root.walkDecls((declaration) => {
    if (/url\(/i.test(declaration.value)) look(declaration.value, declaration.source?.start?.line);
  });
}
