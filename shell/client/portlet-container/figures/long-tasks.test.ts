import { describe, expect, it } from 'vitest';
import { judgeLongTask } from '../containment/blocked-page.ts';
import { watchBrowserDialogs } from './browser-dialogs.ts';
import { longTasksOf } from './long-tasks.ts';

const address = 'https://portal.example/releases/a/1.0.0/a.js';
const used = { visibilityState: 'visible', hasFocus: () => true } as const;

/** A browser whose dialogs are open for as long as a person thinks. */
function startBrowser(thinks: number) {
  let time = 0;
  const asks = () => {
    time += thinks;
    return true;
  };
  const browser = { alert: asks, confirm: asks, prompt: () => null, print: asks };
  const natives = { ...browser };
  const dialogs = watchBrowserDialogs(browser as Pick<Window, keyof typeof browser>, () => time);
  const run = (milliseconds: number) => {
    time += milliseconds;
  };
  return { browser, natives, dialogs, run };
}

describe('a long task', () => {
  it('lasts for as long as its script ran, and not for as long as a dialog was open', () => {
    const { browser, natives, dialogs, run } = startBrowser(4_000);
    run(100);
    expect(browser.confirm()).toBe(true);
    run(900);
    const scripts = [
      { startTime: 0, duration: 5_000, sourceURL: address },
      { startTime: 80, duration: 4_025, sourceURL: address },
      { startTime: 5_000, duration: 20, sourceURL: address },
    ];
    expect(longTasksOf({ startTime: 0, duration: 5_000, scripts }, dialogs)).toEqual([
      { start: 0, milliseconds: 1_000, address },
    ]);
    dialogs.stop();
    expect(browser).toEqual(natives);
  });

  it('of the older API is told by its entry', () => {
    // As in the browser: its members are no own properties.
    const entry: { startTime: number; duration: number } = Object.create({ startTime: 90, duration: 5_020 });
    expect(longTasksOf(entry, startBrowser(0).dialogs)).toEqual([
      { start: 90, milliseconds: 5_020, address: '' },
    ]);
  });

  it('[R115] accuses who kept somebody waiting, and nobody when nobody waited', () => {
    expect(judgeLongTask(2_900, used)).toBe('busy');
    expect(judgeLongTask(3_000, used)).toBe('blocked');
    expect(judgeLongTask(59_000, used)).toBe('blocked');
    // The laptop slept, or a debugger held it.
    expect(judgeLongTask(8 * 3_600_000, used)).toBe('nothing');
    expect(judgeLongTask(5_000, { ...used, hasFocus: () => false })).toBe('busy');
    expect(judgeLongTask(5_000, { ...used, visibilityState: 'hidden' })).toBe('busy');
  });
});
