import { type ThemeName, type ThemeTokens, themeMeasures, themeTokens } from './theme-tokens.ts';

const unitless = new Set(['lineHeight']);

function customProperty(group: string, name: string): string {
  const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return group === '' ? `--yimen-${kebab}` : `--yimen-${group}-${kebab}`;
}

function colorDeclarations({ color, series, shadow }: ThemeTokens): string[] {
  return [
    ...Object.entries(color).map(([name, value]) => `${customProperty('color', name)}:${value}`),
    ...series.map((value, index) => `--yimen-series-${index + 1}:${value}`),
    `--yimen-shadow:${shadow}`,
  ];
}

function measureDeclarations(): string[] {
  return Object.entries(themeMeasures).map(([name, value]) => {
    const css = typeof value === 'number' && !unitless.has(name) ? `${value}px` : String(value);
    return `${customProperty('', name)}:${css}`;
  });
}

function rule(selector: string, declarations: readonly string[]): string {
  return `${selector}{${declarations.join(';')}}`;
}

/**
 * The CSS custom properties of one theme as declarations without a selector, for a document that has its own
 * way to choose a theme.
 *
 * @param name the theme
 * @returns for example `--yimen-color-primary:#1556b6;--yimen-color-page:#f3f6fb;…`
 */
export function themeDeclarations(name: ThemeName): string {
  return [...measureDeclarations(), ...colorDeclarations(themeTokens[name])].join(';');
}

/**
 * All themes as CSS custom properties: `:root` is light, an element (or the root) with
 * `data-yimen-theme="dark"` is dark. No rule but these; put it in a style sheet, or in a `<style nonce>`.
 */
export const themeCss: string = [
  rule(":root,[data-yimen-theme='light']", [
    'color-scheme:light',
    ...measureDeclarations(),
    ...colorDeclarations(themeTokens.light),
  ]),
  rule("[data-yimen-theme='dark']", ['color-scheme:dark', ...colorDeclarations(themeTokens.dark)]),
].join('\n');
