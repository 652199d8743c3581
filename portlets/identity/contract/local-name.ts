/** A name in both languages, as the administration API gives it. */
export type LocalName = { readonly 'zh-CN': string; readonly 'en-US': string };
