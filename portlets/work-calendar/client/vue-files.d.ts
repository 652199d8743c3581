declare module '*.vue' {
  import type { AdapterContext } from '@yimen/portlet-sdk';
  import type { DefineComponent } from 'vue';

  const component: DefineComponent<{ context: AdapterContext; now?: () => number }>;
  export default component;
}
