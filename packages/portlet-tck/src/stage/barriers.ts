import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';
import { type Stage, windowId } from './stage.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type AxeResults = {
  violations: { id: string; impact: string | null; help: string; nodes: { html: string }[] }[];
};

/** Serious and critical barriers that axe-core finds in the window, and in the frames inside of it. */
export async function barriers(stage: Stage): Promise<string[]> {
  const results = [await audit(stage.page.mainFrame(), `[data-body="${windowId}"]`)];
  for (const frame of await stage.frames()) results.push(await audit(frame, 'body'));
  return results.flatMap(({ violations }) =>
    violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, help, nodes }) => `${id}: ${help} (${nodes[0]?.html.slice(0, 120) ?? ''})`),
  );
}

async function audit(frame: Frame, scope: string): Promise<AxeResults> {
  await frame.evaluate(axeSource);
  return frame.evaluate(
    (selector) =>
      (Reflect.get(globalThis, 'axe') as { run(scope: string, options: object): Promise<AxeResults> }).run(
        selector,
        {
          resultTypes: ['violations'],
          iframes: false,
        },
      ),
    scope,
  );
}
