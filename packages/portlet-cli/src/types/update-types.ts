import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readProject } from '../project/read-project.ts';
import { type RegistryAccess, registryClient } from '../publish/registry-client.ts';
import { environmentTypes, typesFile } from './environment-types.ts';
import { type PortletContract, type PortletLock, readLock, writeLock } from './portlet-lock.ts';

/** What {@link updateTypes} is to do. */
export type TypesOptions = {
  /** The portlet project. */
  readonly folder: string;
  /** Portlets to pin, each with a version or without one for the live one: `budget@1.2.0`, `todo`. */
  readonly add?: readonly string[];
  /** Pin the live versions of what is pinned already. */
  readonly isUpdate?: boolean;
  /** The portal to ask; needed only with `add` and `isUpdate`. */
  readonly access?: RegistryAccess;
};

/** The versions that the types were made from, by name. */
export type PinnedPortlets = Readonly<Record<string, string>>;

/**
 * Pins contracts of other portlets in `yimen.lock.json`, and writes the types of the project's events and render
 * parameters. Without anything to pin it asks nobody: the lock file is enough.
 *
 * @param options project, what to pin, and where to ask
 * @returns what is pinned now
 * @throws PortletMistakes of the project or its lock file; ProblemError `not-found` for a version that is not there
 */
export async function updateTypes(options: TypesOptions): Promise<PinnedPortlets> {
  const folder = resolve(options.folder);
  const { descriptor } = readProject(folder);
  const before = readLock(folder)?.portlets ?? {};
  const wanted = [...(options.isUpdate ? Object.keys(before) : []), ...(options.add ?? [])];
  const fetched = wanted.length > 0 && options.access ? await contracts(options.access, wanted) : {};
  const lock: PortletLock = { portlets: { ...before, ...fetched } };
  writeLock(folder, lock);
  const path = join(folder, typesFile);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, environmentTypes(descriptor, lock));
  return Object.fromEntries(Object.entries(lock.portlets).map(([name, { version }]) => [name, version]));
}

async function contracts(
  access: RegistryAccess,
  wanted: readonly string[],
): Promise<Record<string, PortletContract>> {
  const client = await registryClient(access);
  const found: Record<string, PortletContract> = {};
  for (const one of wanted) {
    const [name = '', version = 'live'] = one.split('@');
    const answer = await client.send(
      'GET',
      `/portlets/${encodeURIComponent(name)}/releases/${encodeURIComponent(version)}/contract`,
    );
    found[name] = answer as PortletContract;
  }
  return found;
}
