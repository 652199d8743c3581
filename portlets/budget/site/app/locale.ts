import type { Locale } from '../../contract/index.ts';

const key = 'yimen_budget.locale';

/** The language that the person chose on this site; undefined until she has chosen. */
export function chosenLocale(): Locale | undefined {
  const kept = window.localStorage.getItem(key);
  return kept === 'zh-CN' || kept === 'en-US' ? kept : undefined;
}

/** Keeps the choice for the next visit. */
export function keepLocale(locale: Locale): void {
  window.localStorage.setItem(key, locale);
}
