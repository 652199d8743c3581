import type { PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import { installedPackage, ownPackage } from './installed-package.ts';

/** `@scope/name` of `@scope/name/sub/path`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/**
 * Says for which versions of a shared package a portlet is built: the descriptor's `sdk` for the SDK; otherwise the
 * range in the project's `peerDependencies`; otherwise the installed minor version and what is compatible with it.
 *
 * @param folder folder of the portlet project
 * @param descriptor its valid descriptor
 * @returns a function from a shared module (`react/jsx-runtime`) to a range
 */
export function sharedRanges(folder: string, descriptor: PortletDescriptor): (specifier: string) => string {
  return (specifier) => {
    const name = packageOf(specifier);
    if (name === '@yimen/portlet-sdk') return descriptor.sdk;
    const declared = ownPackage(folder).peerDependencies?.[name];
    if (declared) return declared;
    const version = installedPackage(folder, name)?.version;
    if (!version) throw new Error(`${name} is not installed for ${folder}; run npm install`);
    const [major, minor] = version.split('.');
    return `^${major}.${minor}.0`;
  };
}
