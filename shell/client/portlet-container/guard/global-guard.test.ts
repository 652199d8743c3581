import { afterEach, describe, expect, it } from 'vitest';
import { createGlobalGuard } from './global-guard.ts';

describe('what belongs to everybody', () => {
  const page = { fetch: () => 'real', setTimeout: () => 1 };
  const guard = createGlobalGuard(page);
  afterEach(() => void guard.repair());

  it('[R118] is put back when code changes, adds or removes something, and is named', () => {
    expect(guard.repair()).toEqual([]);
    const { map } = Array.prototype;
    const real = page.fetch;
    Object.assign(Object.prototype, { polluted: true });
    Object.defineProperty(Array.prototype, 'map', {
      value: () => 'hijacked',
      configurable: true,
      writable: true,
    });
    Reflect.deleteProperty(String.prototype, 'trim');
    page.fetch = () => 'hijacked';
    expect(guard.repair().sort()).toEqual([
      'Array.prototype.map',
      'Object.prototype.polluted',
      'String.prototype.trim',
      'fetch',
    ]);
    expect('polluted' in {}).toBe(false);
    expect(Array.prototype.map).toBe(map);
    expect(' x '.trim()).toBe('x');
    expect(page.fetch).toBe(real);
    expect(guard.repair()).toEqual([]);
  });

  it('is told once when it cannot be put back, so that nobody after it is blamed', () => {
    Object.defineProperty(Array.prototype, 'forTestOnly', { value: 1 });
    expect(guard.repair()).toEqual(['Array.prototype.forTestOnly']);
    expect(guard.repair()).toEqual([]);
  });

  it('takes well below a millisecond to look at, since every window is looked at', () => {
    const begun = performance.now();
    for (let time = 0; time < 100; time += 1) guard.repair();
    expect((performance.now() - begun) / 100).toBeLessThan(2);
  });
});
