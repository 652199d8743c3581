import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ThemeColors, themeCss, themeDeclarations, themeTokens } from './index.ts';

// WCAG 2.2, relative luminance and contrast ratio
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const textOn: readonly (readonly [keyof ThemeColors, keyof ThemeColors])[] = [
  ['text', 'surface'],
  ['text', 'primarySoft'],
  ['textSecondary', 'surface'],
  ['textSecondary', 'surfaceSunken'],
  ['textTertiary', 'surface'],
  ['textTertiary', 'page'],
  ['link', 'surface'],
  ['link', 'primarySoft'],
  ['onBrand', 'brand'],
  ['onBrand', 'primary'],
  ['dangerText', 'dangerSoft'],
  ['warningText', 'warningSoft'],
  ['cautionText', 'cautionSoft'],
  ['successText', 'successSoft'],
];

describe.each(['light', 'dark'] as const)('%s theme', (name) => {
  const { color } = themeTokens[name];
  it.each(textOn)('%s on %s is legible (WCAG 2.2, 1.4.3)', (text, ground) => {
    expect(contrast(color[text], color[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it('has every token as a custom property', () => {
    const declarations = themeDeclarations(name);
    for (const value of Object.values(color)) expect(declarations).toContain(`:${value}`);
  });
});

describe('themeCss', () => {
  it('names properties by their use', () => {
    expect(themeCss).toContain('--yimen-color-primary:#1556b6');
    expect(themeCss).toContain('--yimen-color-text-secondary:');
    expect(themeCss).toContain('--yimen-top-bar-height:52px');
    expect(themeCss).toContain('--yimen-line-height:1.5714');
    expect(themeCss).toContain("[data-yimen-theme='dark']");
  });

  it('needs no package: the tokens are usable without React or antd', () => {
    for (const file of readdirSync(import.meta.dirname)) {
      if (file.endsWith('.test.ts')) continue;
      const source = readFileSync(join(import.meta.dirname, file), 'utf8');
      for (const [, from] of source.matchAll(/from '([^']+)'/g)) expect(from).toMatch(/^\.\/[a-z-]+\.ts$/);
    }
  });
});
