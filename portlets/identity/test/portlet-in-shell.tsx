import { useLocale } from '@yimen/portlet-sdk';
import { UiProvider } from '@yimen/ui';
import type { ReactNode } from 'react';

/** What stands above every portlet in the shell: the provider of language and theme. */
export function InShell({ children }: { readonly children: ReactNode }): ReactNode {
  return <UiProvider locale={useLocale()}>{children}</UiProvider>;
}
