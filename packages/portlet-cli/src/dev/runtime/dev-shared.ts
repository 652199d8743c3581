import type { ShareScope } from '../../vite/runtime/share-scope.ts';

/** The shell's copies of shared packages, for every portlet that this page takes from a development server. */
const key = Symbol.for('yimen.dev.shared');

type Modules = Map<string, object>;

function modules(): Modules {
  const known: unknown = Reflect.get(globalThis, key);
  if (known instanceof Map) return known as Modules;
  const made: Modules = new Map();
  Reflect.set(globalThis, key, made);
  return made;
}

/** A shared package of the shell; throws when the shell does not share it. */
export function devShared(name: string): object {
  const module = modules().get(name);
  if (!module) throw new Error(`the shell does not share ${name}; reload the page`);
  return module;
}

/**
 * Takes everything that the shell shares, and tells the development server the names that each package exports: an
 * ES module must list them, and only the shell knows its own version.
 */
export async function takeAllShared(
  scope: ShareScope,
  names: readonly string[],
  server: string,
): Promise<void> {
  const exported: Record<string, string[]> = {};
  await Promise.all(
    names.map(async (name) => {
      const share = Object.values(scope[name] ?? {})[0];
      if (!share) return;
      const factory = share.lib ?? (await share.get?.());
      const module: unknown = typeof factory === 'function' ? factory() : factory;
      if (typeof module !== 'object' || module === null) return;
      modules().set(name, module);
      exported[name] = Object.keys(module);
    }),
  );
  const response = await fetch(new URL('/@yimen/shared', server), {
    method: 'POST',
    body: JSON.stringify(exported),
  });
  if (!response.ok) throw new Error(`the development server answered ${response.status}`);
}
