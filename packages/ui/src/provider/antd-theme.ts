import { type ThemeConfig, theme } from 'antd';
import { type ThemeName, themeMeasures, themeTokens } from '../theme/theme-tokens.ts';

/** Internal: our tokens in the words of Ant Design. */
export function antdTheme(name: ThemeName): ThemeConfig {
  const { color, shadow } = themeTokens[name];
  return {
    algorithm: name === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: color.primary,
      colorInfo: color.primary,
      colorLink: color.link,
      colorError: color.danger,
      colorWarning: color.warning,
      colorSuccess: color.success,
      colorText: color.text,
      colorTextSecondary: color.textSecondary,
      colorTextTertiary: color.textTertiary,
      // antd's own placeholder and description greys fall short of WCAG 2.2, 1.4.3 (4.5:1).
      colorTextPlaceholder: color.textTertiary,
      colorTextDescription: color.textTertiary,
      colorBorder: color.borderStrong,
      colorBorderSecondary: color.border,
      colorSplit: color.border,
      colorBgLayout: color.page,
      colorBgContainer: color.surface,
      colorBgElevated: color.surface,
      boxShadowSecondary: shadow,
      fontFamily: themeMeasures.fontFamily,
      fontSize: themeMeasures.fontSize,
      borderRadius: themeMeasures.radiusSmall,
      borderRadiusLG: themeMeasures.radius,
      controlHeight: themeMeasures.controlHeight,
      motionDurationSlow: '0.2s',
      motionDurationMid: '0.15s',
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 400 },
      Card: { headerHeight: 44, headerFontSize: 15, bodyPadding: 16 },
      Descriptions: { itemPaddingBottom: 10 },
      Form: { itemMarginBottom: 18, labelColor: color.textSecondary },
      Modal: { titleFontSize: 16 },
      Segmented: {
        trackBg: color.skeleton,
        itemColor: color.textSecondary,
        itemSelectedBg: color.surface,
        itemSelectedColor: color.link,
      },
      Table: {
        headerBg: color.surfaceSunken,
        headerColor: color.textSecondary,
        headerSplitColor: 'transparent',
        headerBorderRadius: themeMeasures.radiusSmall,
        rowHoverBg: color.surfaceHover,
        rowSelectedBg: color.primarySoft,
        rowSelectedHoverBg: color.primarySoft,
        footerBg: color.surfaceSunken,
        cellPaddingBlock: 10,
        cellPaddingInline: 12,
        cellPaddingBlockMD: 8,
        cellPaddingInlineMD: 10,
        cellPaddingBlockSM: 6,
        cellPaddingInlineSM: 8,
      },
      Tabs: { horizontalItemPadding: '10px 0', horizontalItemGutter: 24, horizontalMargin: '0 0 12px 0' },
    },
  };
}
