import { useLocale } from './use-render-state.ts';

/** A text, or a function that makes one from values. */
export type Message = string | ((...values: never[]) => string);

/** The same messages in another language: same keys, functions with the same parameters. */
export type SameMessages<M> = { readonly [K in keyof M]: M[K] extends string ? string : M[K] };

/**
 * The portlet's own texts in the language of the page. Both languages have the same keys; the types hold it.
 *
 * @param messages every message in both languages; values are texts or functions
 * @returns the messages of the present language
 * @example
 * const text = useMessages({
 *   'zh-CN': { title: '待办', count: (n: number) => `${n} 件` },
 *   'en-US': { title: 'To-do', count: (n: number) => `${n} items` },
 * });
 */
export function useMessages<
  M extends Readonly<Record<string, Message>>,
  E extends SameMessages<M> & Record<Exclude<keyof E, keyof M>, never>,
>(messages: { readonly 'zh-CN': M; readonly 'en-US': E }): SameMessages<M> {
  return messages[useLocale()] as SameMessages<M>;
}
