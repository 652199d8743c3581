import { createContext, useContext } from 'react';
import type { ThemeName } from '../theme/theme-tokens.ts';

/** The languages every text of Yimen exists in. */
export type UiLocale = 'zh-CN' | 'en-US';

/** What a component needs to know of its surroundings. */
export type UiSettings = {
  readonly locale: UiLocale;
  readonly theme: ThemeName;
  /** The nonce of the document's Content-Security-Policy, when it has one. */
  readonly nonce: string | undefined;
};

/** Internal: is undefined outside any provider, so that a provider can tell whether it is the outermost. */
export const UiContext = createContext<UiSettings | undefined>(undefined);

const fallback: UiSettings = { locale: 'zh-CN', theme: 'light', nonce: undefined };

/**
 * The settings of the nearest `UiProvider`.
 *
 * @returns locale, theme and nonce; Simplified Chinese and the light theme where there is no provider
 */
export function useUi(): UiSettings {
  return useContext(UiContext) ?? fallback;
}
