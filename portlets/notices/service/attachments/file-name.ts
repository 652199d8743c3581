import { characters, limits } from '../../contract/index.ts';

/**
 * The name under which an upload is kept: no folders, no control or direction characters (they can hide an
 * extension), composed, and short enough for every file system.
 * @returns undefined when nothing is left
 */
export function cleanFileName(given: string): string | undefined {
  // The Fetch and HTML standards escape only these three in the names of multipart parts.
  const unescaped = given.replace(/%(22|0D|0A)/gi, (code) => (code === '%22' ? '＂' : ' '));
  const last = unescaped.split(/[/\\]/).at(-1) ?? '';
  const name = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '');
  if (name === '') return undefined;
  if (characters(name) <= limits.fileName) return name;
  const extension = /\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0] ?? '';
  return [...name].slice(0, limits.fileName - extension.length).join('') + extension;
}
