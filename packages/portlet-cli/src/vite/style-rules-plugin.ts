import type { Plugin } from 'vite';
import type { MistakeList } from './portlet-mistakes.ts';
import { checkStyleSheet } from './style-rules.ts';

/** Holds the rules of portlet CSS (architecture D12): CSS Modules only, nothing global, nothing from outside. */
export function styleRulesPlugin(mistakes: MistakeList): Plugin {
  return {
    name: 'yimen-style-rules',
    enforce: 'pre',
    transform(code, id) {
      const file = id.split('?', 1)[0] ?? id;
      if (/\.(scss|sass|less|styl|stylus|pcss|sss)$/.test(file)) {
        mistakes.add(file, undefined, 'write styles as CSS Modules in plain CSS (*.module.css)');
      } else if (file.endsWith('.module.css')) {
        checkStyleSheet(code, file, mistakes);
      } else if (file.endsWith('.css')) {
        mistakes.add(file, undefined, 'is a global style sheet; make it a CSS module (*.module.css)');
      }
      return null;
    },
  };
}
