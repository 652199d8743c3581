/** Single-file components whose only property is the portlet's context. */
declare module '*.vue' {
  import type { AdapterContext } from '@yimen/portlet-sdk';
  import type { DefineComponent } from 'vue';

  const component: DefineComponent<{ context: AdapterContext }>;
  export default component;
}
