export { isDesignSheet } from './design-sheets.ts';
export { themeCss, themeDeclarations } from './theme-css.ts';
export {
  type ThemeColors,
  type ThemeName,
  type ThemeTokens,
  themeMeasures,
  themeTokens,
} from './theme-tokens.ts';
