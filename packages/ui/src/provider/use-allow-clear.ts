import { CloseCircleFilled } from '@ant-design/icons';
import { createElement, type ReactNode } from 'react';
import { silent } from '../icons/decorative.tsx';
import { useTexts } from '../texts/ui-texts.ts';

type NamedClear = { readonly label: string; readonly clearIcon: ReactNode };

/**
 * An `allowClear` of antd with a button that is named in the language of the page; a plain one is named "Clear" in every
 * language. `Select` and `TreeSelect` of this package do it by themselves.
 */
export function useAllowClear(): NamedClear {
  return { label: useTexts().clear, clearIcon: createElement(CloseCircleFilled, silent) };
}

/** Internal: the property to add to antd's, for what the author asked for. */
export function useNamedClear(asked: unknown): { readonly allowClear?: NamedClear } {
  const named = useAllowClear();
  return asked === true ? { allowClear: named } : {};
}
