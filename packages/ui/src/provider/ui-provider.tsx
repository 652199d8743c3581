import {
  CaretDownFilled,
  CheckCircleFilled,
  CloseCircleFilled,
  DownOutlined,
  ExclamationCircleFilled,
  InfoCircleFilled,
} from '@ant-design/icons';
import { ConfigProvider } from 'antd';
import { type ReactNode, useContext, useEffect, useInsertionEffect, useMemo } from 'react';
import { silent } from '../icons/decorative.tsx';
import { EmptyState } from '../states/empty-state.tsx';
import { adoptStyleSheet } from '../style/style-sheet.ts';
import { themeCss } from '../theme/theme-css.ts';
import type { ThemeName } from '../theme/theme-tokens.ts';
import { antdLocale } from './antd-locale.ts';
import { antdTheme } from './antd-theme.ts';
import { lendNonceToAntdStyles } from './style-nonce.ts';
import { UiContext, type UiLocale, type UiSettings } from './ui-context.ts';

/** What `UiProvider` takes. */
export type UiProviderProps = {
  readonly locale: UiLocale;
  readonly theme?: ThemeName;
  /** The nonce of the document's Content-Security-Policy; antd's own style tags carry it. */
  readonly nonce?: string | undefined;
  readonly children: ReactNode;
};

// Two Chinese characters in a button must stay its accessible name as written: 确定, not 确 定.
const button = { autoInsertSpace: false };
const modal = { styles: { header: { marginBottom: 14 } } };
const wave = { disabled: true };
// Drawings in antd's own components: silent, since their names are English words ("down", "close-circle").
const alert = {
  successIcon: <CheckCircleFilled {...silent} />,
  infoIcon: <InfoCircleFilled {...silent} />,
  warningIcon: <ExclamationCircleFilled {...silent} />,
  errorIcon: <CloseCircleFilled {...silent} />,
};
const select = { suffixIcon: <DownOutlined {...silent} />, clearIcon: <CloseCircleFilled {...silent} /> };
const treeSelect = { switcherIcon: <CaretDownFilled {...silent} /> };

/**
 * Gives everything below it the language, the theme and the nonce, for our components and for antd's.
 * The outermost provider also writes `lang` and `data-yimen-theme` on the document's root element, since
 * pop-ups live outside the provider's own element.
 */
export function UiProvider({ locale, theme = 'light', nonce, children }: UiProviderProps): ReactNode {
  const isOutermost = useContext(UiContext) === undefined;
  const settings = useMemo<UiSettings>(() => ({ locale, theme, nonce }), [locale, theme, nonce]);
  const antd = useMemo(() => antdTheme(theme), [theme]);
  const csp = useMemo(() => (nonce === undefined ? undefined : { nonce }), [nonce]);
  useInsertionEffect(() => adoptStyleSheet(themeCss, nonce), [nonce]);
  useInsertionEffect(() => {
    if (isOutermost && nonce !== undefined) return lendNonceToAntdStyles(nonce);
    return undefined;
  }, [isOutermost, nonce]);
  useEffect(() => {
    if (!isOutermost) return;
    document.documentElement.lang = locale;
    document.documentElement.dataset.yimenTheme = theme;
  }, [isOutermost, locale, theme]);
  return (
    <UiContext value={settings}>
      <ConfigProvider
        locale={antdLocale(locale)}
        theme={antd}
        button={button}
        wave={wave}
        modal={modal}
        alert={alert}
        select={select}
        treeSelect={treeSelect}
        renderEmpty={renderEmpty}
        {...(csp === undefined ? {} : { csp })}
      >
        <div data-yimen-theme={theme} lang={locale} style={{ display: 'contents' }}>
          {children}
        </div>
      </ConfigProvider>
    </UiContext>
  );
}

function renderEmpty(): ReactNode {
  return <EmptyState size="small" />;
}
