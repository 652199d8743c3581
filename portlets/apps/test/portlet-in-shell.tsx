import { type PortletDefinition, useLocale } from '@yimen/portlet-sdk';
import { UiProvider } from '@yimen/ui';
import { portlet } from '../client/index.tsx';

/** The portlet below the provider of language and theme that the shell has above every window. */
export const portletInShell: PortletDefinition = {
  ...portlet,
  modes: {
    view: async () => {
      const View = await portlet.modes.view();
      return function ViewInShell() {
        return (
          <UiProvider locale={useLocale()}>
            <View />
          </UiProvider>
        );
      };
    },
  },
};
