export {
  type ContainerFacts,
  type ContainerOptions,
  containerPlugin,
  entryFile,
} from './container-plugin.ts';
export { importRulesPlugin } from './import-rules-plugin.ts';
export { portletConfig } from './portlet-config.ts';
export { type Mistake, MistakeList, mistakeText, PortletMistakes } from './portlet-mistakes.ts';
export { styleRulesPlugin } from './style-rules-plugin.ts';
