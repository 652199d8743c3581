import type { Stage } from '../stage/stage.ts';
import { windowId } from '../stage/stage.ts';

/**
 * What a person can read in a window, in every frame of it: visible texts and the names that are read aloud.
 *
 * @param stage the page
 * @param id the window
 * @returns one line per text
 */
export async function windowTexts(stage: Stage, id = windowId): Promise<string[]> {
  const body = await stage.page.$(`[data-body="${id}"]`);
  const own = (await body?.evaluate(readTexts)) ?? [];
  const inner = (await stage.frames(id)).map(
    (frame) => frame.evaluate(`(${readTexts.toString()})(document.body)`) as Promise<string[]>,
  );
  return [...own, ...(await Promise.all(inner)).flat()];
}

/** Shown texts in one line. */
export async function windowText(stage: Stage, id = windowId): Promise<string> {
  return (await windowTexts(stage, id)).join(' ');
}

/** Runs in the page: closed over nothing. */
function readTexts(root: Element): string[] {
  const texts: string[] = [];
  const visible = (element: Element) =>
    typeof element.checkVisibility !== 'function' || element.checkVisibility();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) {
      if (!visible(node)) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        const value = node.getAttribute(name)?.trim();
        if (value) texts.push(value);
      }
      if (node.shadowRoot) for (const child of node.shadowRoot.children) texts.push(...readTexts(child));
    } else {
      const value = node.textContent?.trim();
      const parent = node.parentElement;
      if (value && parent && !['STYLE', 'SCRIPT'].includes(parent.tagName) && visible(parent)) {
        texts.push(value);
      }
    }
  }
  return texts;
}
