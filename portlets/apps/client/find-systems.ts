import type { BusinessSystem } from '../contract/systems.ts';

const fold = (text: string) => text.normalize('NFKC').toLowerCase();

/** The systems whose name or description, in either language, has every word of `typed`. */
export function findSystems(systems: readonly BusinessSystem[], typed: string): readonly BusinessSystem[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  return systems.filter(({ clientId, name, description }) => {
    const texts = [clientId, ...Object.values(name), ...Object.values(description ?? {})];
    const whole = fold(texts.join(' '));
    return words.every((word) => whole.includes(word));
  });
}
