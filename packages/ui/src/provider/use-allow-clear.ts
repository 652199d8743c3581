import { useTexts } from '../texts/ui-texts.ts';

/**
 * The `allowClear` of antd's `Select` and `TreeSelect`, with a button that is named in the language of the page;
 * a plain `allowClear` is named "Clear" in every language.
 */
export function useAllowClear(): { readonly label: string } {
  return { label: useTexts().clear };
}
