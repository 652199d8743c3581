import type { ReactNode } from 'react';
import { type UiLocale, useUi } from '../provider/ui-context.ts';
import { useStyleSheet } from '../style/style-sheet.ts';
import { useTexts } from '../texts/ui-texts.ts';
import { siteCss } from './site-css.ts';

/** What `LanguageSwitch` takes. */
export type LanguageSwitchProps = { readonly onChange: (locale: UiLocale) => void };

/** Switches to the other language, whose own name it shows. For the top bar. */
export function LanguageSwitch({ onChange }: LanguageSwitchProps): ReactNode {
  useStyleSheet(siteCss);
  const { locale } = useUi();
  const texts = useTexts();
  const other: UiLocale = locale === 'zh-CN' ? 'en-US' : 'zh-CN';
  const shown = other === 'en-US' ? 'English' : '中文';
  return (
    // The name contains the visible text (WCAG 2.2, 2.5.3) and says in the present language what it does.
    <button
      className="ym-bar-button"
      type="button"
      aria-label={`${texts.switchLanguage} ${shown}`}
      onClick={() => onChange(other)}
    >
      <span lang={other}>{shown}</span>
    </button>
  );
}
