import type { Plugin } from 'vite';
import type { MistakeList } from './portlet-mistakes.ts';
import { checkStyleSheet } from './style-rules.ts';

/** Holds the rules of portlet CSS (architecture D12): CSS Modules only, nothing global, nothing from outside. Text for a shadow root (`./x.css?inline`) is an element's own. */
export function styleRulesPlugin(mistakes: MistakeList, isElement = false): Plugin {
  return {
    name: 'yimen-style-rules',
    enforce: 'pre',
    transform(code, id) {
      const [file = id, query = ''] = id.split('?', 2);
      if (/\.(scss|sass|less|styl|stylus|pcss|sss)$/.test(file)) {
        mistakes.add(file, undefined, 'write styles as CSS Modules in plain CSS (*.module.css)');
      } else if (file.endsWith('.module.css')) {
        checkStyleSheet(code, file, mistakes);
      } else if (file.endsWith('.vue') && /(^|&)type=style/.test(query)) {
        // `scoped` and `module` give every selector an attribute or a class of the component.
        if (!/(^|&)(scoped|module|lang\.module)/.test(query)) {
          mistakes.add(file, undefined, 'has global styles; write <style module> or <style scoped>');
        }
      } else if (file.endsWith('.css') && !(isElement && /(^|&)inline(&|$)/.test(query))) {
        mistakes.add(file, undefined, 'is a global style sheet; make it a CSS module (*.module.css)');
      }
      return null;
    },
  };
}
