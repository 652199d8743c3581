import { describe, expect, it } from 'vitest';
import { answerBisect, type Bisect, bisectOf, keepBisect, readBisect, startBisect } from './bisect.ts';

/** Answers as somebody does who sees whether the page works. */
function search(portlets: readonly string[], isBroken: (loaded: readonly string[]) => boolean) {
  let bisect = startBisect(portlets);
  while (bisect) {
    const result = answerBisect(bisect, !isBroken(bisect.loaded));
    if (result.kind !== 'next') return { result, steps: bisect.step };
    bisect = result.bisect;
  }
  return null;
}

describe('the search for the portlet that breaks a page', () => {
  const portlets = Array.from({ length: 12 }, (_, index) => `p${index}`);

  it.each(portlets)('[R117] names %s within five steps', (guilty) => {
    const found = search(portlets, (loaded) => loaded.includes(guilty));
    expect(found?.result).toEqual({ kind: 'found', portlet: guilty });
    expect(found?.steps).toBeLessThanOrEqual(5);
  });

  it('names nobody when no portlet breaks the page alone', () => {
    expect(search(portlets, () => false)?.result).toEqual({ kind: 'none' });
    expect(search(['a', 'b'], (loaded) => loaded.length === 2)?.result).toEqual({ kind: 'none' });
  });

  it('names the only portlet of a page, and needs one', () => {
    expect(search(['a', 'a'], () => true)?.result).toEqual({ kind: 'found', portlet: 'a' });
    expect(startBisect([])).toBeNull();
  });

  it('[R117] is left by going back and by safe mode: no answer counts for another page than it asked about', () => {
    const bisect = startBisect(portlets) as Bisect;
    const { loaded } = bisect;
    expect(bisectOf(bisect, loaded)).toBe(bisect);
    expect(bisectOf(bisect, loaded.toReversed())).toBe(bisect);
    for (const only of [[], portlets, loaded.slice(1), [...loaded.slice(1), 'p11']])
      expect(bisectOf(bisect, only)).toBeNull();
    expect(bisectOf(null, [])).toBeNull();
  });

  it('goes on after a reload, and ignores what it cannot read', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      removeItem: (name: string) => void kept.delete(name),
    };
    const bisect = startBisect(portlets) as Bisect;
    keepBisect(storage, bisect);
    expect(readBisect(storage)).toEqual(bisect);
    storage.setItem('yimen.bisect', '{nonsense');
    expect(readBisect(storage)).toBeNull();
    keepBisect(storage, null);
    expect(readBisect(storage)).toBeNull();
  });
});
