import { isBuiltin } from 'node:module';
import { sharedPackages } from '@yimen/portlet-sdk/descriptor';

const shared: readonly string[] = sharedPackages;

/** Packages of which a page has one copy; their other parts would bring a second one. */
const singlePackages = ['react', 'react-dom', 'scheduler', 'antd', '@ant-design', '@rc-component', '@yimen'];

const isPartOf = (specifier: string, name: string) => specifier === name || specifier.startsWith(`${name}/`);

/** Whether the shell shares this very module. */
export function isShared(specifier: string): boolean {
  return shared.includes(specifier);
}

/**
 * Why a portlet must not import something.
 *
 * @param specifier the text between the quotes of an import
 * @returns the reason and what to do instead, or undefined when it may
 */
export function forbiddenImport(specifier: string): string | undefined {
  if (isShared(specifier)) return undefined;
  if (/^([a-z]+:)?\/\//i.test(specifier)) {
    return `"${specifier}" is outside of the portal; its content security policy refuses it`;
  }
  if (
    isPartOf(specifier, 'antd') ||
    specifier.startsWith('@ant-design/') ||
    specifier.startsWith('@rc-component/')
  ) {
    return `"${specifier}" would be a second copy of the design system; import from "@yimen/ui"`;
  }
  if (isPartOf(specifier, '@yimen/portlet-sdk')) {
    return `"${specifier}" is not for portlet code in the browser; import from "@yimen/portlet-sdk"`;
  }
  if (singlePackages.some((name) => isPartOf(specifier, name))) {
    return `"${specifier}" is not shared by the shell and would be a second copy; shared are ${shared.join(', ')}`;
  }
  if (specifier.startsWith('node:')) return `"${specifier}" does not exist in a browser`;
  return undefined;
}

/** Whether an import that resolved to nothing for the browser is a module of Node. */
export function isNodeModule(specifier: string): boolean {
  return isBuiltin(specifier);
}
