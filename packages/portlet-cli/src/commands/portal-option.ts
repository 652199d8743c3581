import { join } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { UsageError } from './exit-code.ts';

const defaultPortal = 'http://localhost:4000';

/** `--portal`, the same for every command that has it. */
export function portalOption(): Option {
  return new Option(
    '--portal <address>',
    `address of the portal (default: yimen.portal of package.json, or ${defaultPortal})`,
  ).argParser(portalAddress);
}

/**
 * The portal that a command is about.
 *
 * @param given what `--portal` says
 * @param folder the portlet project
 * @throws UsageError when package.json names an address that is none
 */
export async function portalOf(given: string | undefined, folder: string): Promise<string> {
  if (given !== undefined) return given;
  const { ownPackage } = await import('../project/installed-package.ts');
  const named = ownPackage(folder).yimen?.portal;
  if (named === undefined) return defaultPortal;
  if (isWebAddress(named)) return named;
  throw new UsageError(`yimen.portal of ${join(folder, 'package.json')} is no address of a portal`);
}

const isWebAddress = (text: unknown): text is string =>
  typeof text === 'string' && /^https?:$/.test(URL.parse(text)?.protocol ?? '');

function portalAddress(text: string): string {
  if (isWebAddress(text)) return text;
  throw new InvalidArgumentError('It begins with http:// or https://, as in http://localhost:4000.');
}
