import type { ElementHandle, Frame } from 'playwright-core';
import { type Stage, windowId } from '../stage/stage.ts';

/** Where a portlet's controls are: in the window, or in the page that it shows in a frame. */
type Place = { readonly frame: Frame; readonly selector: string };

/** What Tab comes to in the window. */
export type FocusWalk = {
  /** Things that can be used. */
  readonly wanted: number;
  readonly reached: number;
  /** Those that do not show that they have the focus. */
  readonly hidden: readonly string[];
};

/**
 * Goes through the window with Tab, from the control of the page before it.
 *
 * @param stage a page with the portlet's window
 */
export async function reachByTab(stage: Stage): Promise<FocusWalk> {
  const [inner] = await stage.frames();
  const place: Place = inner
    ? { frame: inner, selector: 'body' }
    : { frame: stage.page.mainFrame(), selector: `[data-body="${windowId}"]` };
  const wanted = await place.frame.evaluate(countReachable, place.selector);
  if (wanted === 0) return { wanted, reached: 0, hidden: [] };
  return { wanted, ...(await tabThrough(stage, place, Math.min(wanted + 3, 60))) };
}

/** Runs in the page. Of a group of radio buttons one is in the order of Tab. */
function countReachable(selector: string): number {
  const body = document.querySelector(selector);
  const all = body?.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable="true"]',
  );
  const groups = new Set<string>();
  return [...(all ?? [])].filter((element) => {
    if (
      element.tabIndex < 0 ||
      element.matches(':disabled') ||
      !element.checkVisibility({ visibilityProperty: true })
    ) {
      return false;
    }
    if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
    const isNew = !groups.has(element.name);
    groups.add(element.name);
    return isNew;
  }).length;
}

async function tabThrough(stage: Stage, place: Place, steps: number) {
  const { page } = stage;
  const hidden: string[] = [];
  let reached = 0;
  await page.evaluate(() => {
    // The page's own controls come before the window.
    const last = document.querySelector<HTMLElement>('[data-bystanders] select');
    last?.focus();
  });
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press('Tab');
    const focused = await focusedIn(stage, place);
    if (!focused) {
      if (reached > 0) break;
      continue;
    }
    reached += 1;
    // Pictures cost time: the first dozen things say enough.
    if (reached <= 12 && !(await isSeenFocused(stage, place, focused))) {
      hidden.push(await focused.evaluate((element) => element.outerHTML.slice(0, 100)));
    }
  }
  return { reached, hidden };
}

/** What has the focus, if it is of the portlet. */
async function focusedIn(
  { page }: Stage,
  { frame, selector }: Place,
): Promise<ElementHandle<HTMLElement> | null> {
  const isInWindow = await page.evaluate(
    (id) => document.activeElement?.closest(`[data-body="${id}"]`) !== null,
    windowId,
  );
  if (!isInWindow) return null;
  const focused = (await frame.evaluateHandle(() => document.activeElement)).asElement();
  const isControl = await focused?.evaluate(
    (element, root) => element.localName !== 'body' && element.closest(root) !== null,
    selector,
  );
  return isControl ? (focused as ElementHandle<HTMLElement>) : null;
}

/** Compares two pictures of the thing and what is close around it: with the focus and without. */
async function isSeenFocused({ page }: Stage, { frame }: Place, focused: ElementHandle<HTMLElement>) {
  // A tiny input that is drawn by what is around it: the visible control is its parent.
  const shape = await focused.evaluateHandle((element) => {
    element.scrollIntoView({ block: 'center' });
    const { width } = element.getBoundingClientRect();
    const isDrawnAround = width < 8 || getComputedStyle(element).opacity === '0';
    return isDrawnAround ? (element.parentElement ?? element) : element;
  });
  const box = await shape.boundingBox();
  // The focus is in a frame of the portlet's own, which no picture of here tells anything about.
  if (!box || (await focused.evaluate((element) => element instanceof HTMLIFrameElement))) return true;
  const room = 8;
  const clip = {
    x: Math.max(0, box.x - room),
    y: Math.max(0, box.y - room),
    width: Math.max(1, Math.min(box.width, 600) + 2 * room),
    height: Math.max(1, Math.min(box.height, 300) + 2 * room),
  };
  const picture = () => page.screenshot({ clip, animations: 'disabled', caret: 'hide' }).catch(() => null);
  const shown = await picture();
  await frame.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const blurred = await picture();
  await focused.evaluate((element) => element.focus({ focusVisible: true } as FocusOptions));
  return shown === null || blurred === null || !shown.equals(blurred);
}
