import { useUi } from '@yimen/ui';
import type { Locale } from '../../contract/index.ts';
import { enUs } from './en-us.ts';
import { zhCn } from './zh-cn.ts';

/** Every text of the site. */
export type SiteTexts = typeof zhCn;

const texts: Readonly<Record<Locale, SiteTexts>> = { 'zh-CN': zhCn, 'en-US': enUs };

/** The texts in the language of the page. */
export function useTexts(): SiteTexts & { locale: Locale } {
  const { locale } = useUi();
  return { ...texts[locale], locale };
}
