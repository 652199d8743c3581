import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import postcss, { type AtRule, type Rule } from 'postcss';
import type { MistakeList } from './portlet-mistakes.ts';

const isOutside = (address: string) => /^([a-z][a-z0-9+.-]*:)?\/\//i.test(address);
const lineOf = (node: AtRule | Rule | postcss.Declaration) => node.source?.start?.line;

/** Selectors inside of these at-rules are no selectors. */
const isKeyframes = (rule: Rule) =>
  rule.parent?.type === 'atrule' && /keyframes$/i.test((rule.parent as AtRule).name);
const isNested = (rule: Rule): boolean => {
  for (let above: postcss.Node | undefined = rule.parent; above; above = above.parent)
    if (above.type === 'rule') return true;
  return false;
};

/** Whether a selector binds to a class of the module: without its `:global(…)` parts it still has a class. */
function hasLocalClass(selector: string): boolean {
  const local = selector.replaceAll(/:global\s*\([^)]*\)/g, '').replaceAll(/\[[^\]]*\]/g, '');
  return /\.-?[_a-zA-Z\u0080-\uffff]/.test(local) && !/:global(?!\s*\()/.test(local);
}

function checkImport(rule: AtRule, file: string, mistakes: MistakeList, seen: Set<string>): void {
  const address = /^(?:url\()?\s*["']?([^"')\s]+)/.exec(rule.params)?.[1] ?? '';
  if (isOutside(address)) {
    mistakes.add(
      file,
      lineOf(rule),
      `@import of "${address}": styles from outside of the portal are not allowed`,
    );
    return;
  }
  if (!address.startsWith('.')) {
    mistakes.add(file, lineOf(rule), `@import of "${address}": import only files of the portlet, by "./"`);
    return;
  }
  const target = resolve(dirname(file), address);
  if (existsSync(target)) checkStyleSheet(readFileSync(target, 'utf8'), target, mistakes, seen);
}

/**
 * Notes what a portlet's style sheet must not have: selectors without a class of the module, styles and assets from
 * outside, page-wide registrations. Follows `@import` of own files.
 *
 * @param css text of a CSS module
 * @param file its absolute path
 * @param mistakes where to note them
 */
export function checkStyleSheet(
  css: string,
  file: string,
  mistakes: MistakeList,
  seen = new Set<string>(),
): void {
  if (seen.has(file)) return;
  seen.add(file);
  let root: postcss.Root;
  try {
    root = postcss.parse(css, { from: file });
  } catch (error) {
    if (!(error instanceof postcss.CssSyntaxError)) throw error;
    mistakes.add(file, error.line, error.reason);
    return;
  }
  root.walkAtRules((rule) => {
    if (rule.name === 'import') checkImport(rule, file, mistakes, seen);
    else if (rule.name === 'property')
      mistakes.add(file, lineOf(rule), '@property holds for the whole page; leave it out');
  });
  root.walkRules((rule) => {
    if (isKeyframes(rule) || isNested(rule)) return;
    for (const selector of rule.selectors) {
      if (hasLocalClass(selector)) continue;
      mistakes.add(
        file,
        lineOf(rule),
        `"${selector}" is a global selector; begin it with a class of this module`,
      );
    }
  });
  root.walkDecls((declaration) => {
    for (const [, address = ''] of declaration.value.matchAll(/url\(\s*["']?([^"')]+)/gi)) {
      if (isOutside(address))
        mistakes.add(
          file,
          lineOf(declaration),
          `"${address}" is outside of the portal; keep a copy in the portlet`,
        );
    }
  });
}
