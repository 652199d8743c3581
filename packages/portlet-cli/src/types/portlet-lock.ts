import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventDeclaration, RenderParameterDeclaration } from '@yimen/portlet-sdk/descriptor';
import { PortletMistakes } from '../vite/portlet-mistakes.ts';

/** What another portlet shares with the page, in one version. */
export type PortletContract = {
  readonly version: string;
  readonly events: {
    readonly publishes: readonly EventDeclaration[];
    readonly consumes: readonly EventDeclaration[];
  };
  readonly publicRenderParameters: readonly RenderParameterDeclaration[];
};

/** Content of `yimen.lock.json`: the exact versions that a portlet's types are made from, by name. */
export type PortletLock = { readonly portlets: Readonly<Record<string, PortletContract>> };

/** Name of the file. */
export const lockFile = 'yimen.lock.json';

/**
 * Reads the lock file of a project.
 *
 * @param folder the portlet project
 * @returns undefined when the project has none
 * @throws PortletMistakes when it is no lock file
 */
export function readLock(folder: string): PortletLock | undefined {
  const path = join(folder, lockFile);
  if (!existsSync(path)) return undefined;
  const mistake = (detail: string) => new PortletMistakes([{ file: lockFile, detail }]);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw mistake(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const portlets: unknown = (value as { portlets?: unknown } | null)?.portlets;
  if (typeof portlets !== 'object' || portlets === null) throw mistake('has no "portlets"');
  for (const [name, contract] of Object.entries(
    portlets as Record<string, Partial<PortletContract> | null>,
  )) {
    const isWhole =
      typeof contract?.version === 'string' &&
      Array.isArray(contract.events?.publishes) &&
      Array.isArray(contract.events.consumes) &&
      Array.isArray(contract.publicRenderParameters);
    if (!isWhole) throw mistake(`says too little of "${name}"; run "yimen types --add ${name}" again`);
  }
  return value as PortletLock;
}

/**
 * Writes the lock file, portlets by name, so that the same pins are the same bytes.
 *
 * @param folder the portlet project
 * @param lock what to write
 */
export function writeLock(folder: string, lock: PortletLock): void {
  const names = Object.keys(lock.portlets).sort();
  const portlets = Object.fromEntries(names.map((name) => [name, lock.portlets[name]]));
  writeFileSync(join(folder, lockFile), `${JSON.stringify({ portlets }, null, 2)}\n`);
}
