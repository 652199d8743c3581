/** Languages of the system; Simplified Chinese is the first and the fallback. */
export type Locale = 'zh-CN' | 'en-US';

/** A text in every language. */
export type LocalizedText = { readonly 'zh-CN': string; readonly 'en-US': string };

/** Writes a pair of texts shortly. */
export const text = (zh: string, en: string): LocalizedText => ({ 'zh-CN': zh, 'en-US': en });
