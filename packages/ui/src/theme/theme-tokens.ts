/** The themes that Yimen has. */
export type ThemeName = 'light' | 'dark';

/** Every colour of a theme. Names say the use, never the hue. */
export type ThemeColors = {
  readonly primary: string;
  readonly primaryHover: string;
  readonly primaryActive: string;
  readonly primarySoft: string;
  /** Background of the top bar and of brand areas; the same hue in both themes. */
  readonly brand: string;
  readonly onBrand: string;
  readonly link: string;
  readonly page: string;
  readonly surface: string;
  readonly surfaceSunken: string;
  readonly surfaceHover: string;
  readonly border: string;
  readonly borderStrong: string;
  readonly text: string;
  readonly textSecondary: string;
  readonly textTertiary: string;
  /** The plain warning colours fill areas and icons; the `…Text` ones are legible as text on a surface. */
  readonly danger: string;
  readonly dangerText: string;
  readonly dangerSoft: string;
  readonly warning: string;
  readonly warningText: string;
  readonly warningSoft: string;
  readonly caution: string;
  readonly cautionText: string;
  readonly cautionSoft: string;
  readonly success: string;
  readonly successText: string;
  readonly successSoft: string;
  readonly focus: string;
  readonly skeleton: string;
};

/** One theme: colours, the colours of chart series in order, and the shadow of things that float. */
export type ThemeTokens = {
  readonly color: ThemeColors;
  readonly series: readonly string[];
  readonly shadow: string;
};

/** Measures that do not change with the theme; lengths in CSS pixels. */
export const themeMeasures = {
  fontFamily:
    '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", system-ui, -apple-system, sans-serif',
  fontSize: 14,
  fontSizeSmall: 12,
  fontSizeHeading: 16,
  fontSizeTitle: 20,
  lineHeight: 1.5714,
  radius: 8,
  radiusSmall: 6,
  controlHeight: 32,
  topBarHeight: 52,
  sideWidth: 208,
} as const;

const light: ThemeTokens = {
  color: {
    primary: '#1556b6',
    primaryHover: '#2a6dcf',
    primaryActive: '#0f4391',
    primarySoft: '#eaf1fb',
    brand: '#1556b6',
    onBrand: '#ffffff',
    link: '#1556b6',
    page: '#f3f6fb',
    surface: '#ffffff',
    surfaceSunken: '#f6f8fc',
    surfaceHover: '#f2f6fc',
    border: '#e3e9f2',
    borderStrong: '#c8d3e2',
    text: '#1b2736',
    textSecondary: '#4e5d74',
    textTertiary: '#647187',
    danger: '#d4380d',
    dangerText: '#b82e0a',
    dangerSoft: '#fff1ec',
    warning: '#d46b08',
    warningText: '#a04d03',
    warningSoft: '#fff5e8',
    caution: '#d4a106',
    cautionText: '#7c5c00',
    cautionSoft: '#fdf8e1',
    success: '#389e0d',
    successText: '#28720a',
    successSoft: '#f0f8ea',
    focus: '#1556b6',
    skeleton: '#e9eef6',
  },
  series: ['#1556b6', '#1f9a8c', '#e0962e', '#7a5cc0', '#c2553d', '#5b93e6', '#6b788e', '#8aa447'],
  shadow: '0 6px 20px rgb(20 45 90 / 14%)',
};

const dark: ThemeTokens = {
  color: {
    primary: '#3471d8',
    primaryHover: '#4a84e4',
    primaryActive: '#2a60bd',
    primarySoft: '#1a2b47',
    brand: '#12407f',
    onBrand: '#ffffff',
    link: '#7db0f8',
    page: '#0f1621',
    surface: '#17212f',
    surfaceSunken: '#1c2838',
    surfaceHover: '#213045',
    border: '#2a3950',
    borderStrong: '#3c4f6c',
    text: '#e6edf7',
    textSecondary: '#b0bdd0',
    textTertiary: '#93a2b8',
    danger: '#f0653c',
    dangerText: '#ff9a7a',
    dangerSoft: '#3a211b',
    warning: '#ef9234',
    warningText: '#f7b26a',
    warningSoft: '#38291a',
    caution: '#d9b53a',
    cautionText: '#e6ca6c',
    cautionSoft: '#332c17',
    success: '#62bd3a',
    successText: '#8fd66d',
    successSoft: '#1d3019',
    focus: '#7db0f8',
    skeleton: '#253346',
  },
  series: ['#5b9bff', '#38b8a9', '#f0ae52', '#a58be8', '#e57f66', '#8fb8f5', '#9aa8bd', '#aec66c'],
  shadow: '0 6px 20px rgb(0 0 0 / 45%)',
};

/** The tokens of every theme: the one source for antd, the CSS custom properties and the charts. */
export const themeTokens: Readonly<Record<ThemeName, ThemeTokens>> = { light, dark };
