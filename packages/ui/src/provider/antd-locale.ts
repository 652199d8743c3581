import type { ConfigProviderProps } from 'antd';
import enModule from 'antd/locale/en_US.js';
import zhModule from 'antd/locale/zh_CN.js';
import type { UiLocale } from './ui-context.ts';

type AntdLocale = NonNullable<ConfigProviderProps['locale']>;

// antd's locale files are CommonJS: Node and bundlers disagree on whether the default import is the file's
// exports or its `default`.
function unwrap(module: AntdLocale | { readonly default: AntdLocale }): AntdLocale {
  return 'default' in module ? module.default : module;
}

/** Internal: the texts of Ant Design's own components. */
export function antdLocale(locale: UiLocale): AntdLocale {
  return unwrap(locale === 'zh-CN' ? zhModule : enModule);
}
