/** One comparison of a version range: operator, major, minor, patch. */
export type Comparison = readonly [operator: string, major: number, minor: number, patch: number];

/** A range, taken apart by the build: any of the sets, all comparisons of a set. */
export type BuiltRange = readonly (readonly Comparison[])[];

/** What the build says of one shared package: the range as written, and taken apart. */
export type Need = readonly [range: string, built: BuiltRange];

type Share = { readonly lib?: () => unknown; readonly get?: () => unknown };

/** The share scope that a federation host hands to `init`: package → version → how to get it. */
export type ShareScope = Readonly<Record<string, Readonly<Record<string, Share>> | undefined>>;

const modules = new Map<string, unknown>();

/**
 * Whether a version lies in a range. A pre-release counts as its release. This runs in every portlet, so it only
 * compares numbers, without a function for every step: reading the range's grammar is the build's work.
 */
export function fits(version: string, range: BuiltRange): boolean {
  const parts = version.split(/[-+]/, 1)[0]?.split('.').map(Number) ?? [];
  sets: for (const set of range) {
    for (const [operator, ...wanted] of set) {
      let order = 0;
      for (let at = 0; order === 0 && at < 3; at++) order = Math.sign((parts[at] ?? 0) - (wanted[at] ?? 0));
      const isEqual = order === 0 && operator !== '<' && operator !== '>';
      if (!isEqual && operator[0] !== (order < 0 ? '<' : order > 0 ? '>' : '')) continue sets;
    }
    return true;
  }
  return false;
}

/** Takes every needed package from the host's share scope; rejects naming a package that is missing or does not fit. */
export async function fillShared(scope: ShareScope, needs: Readonly<Record<string, Need>>): Promise<void> {
  const take = async ([name, [range, built]]: [string, Need]): Promise<void> => {
    const offered = scope[name] ?? {};
    const versions = Object.keys(offered);
    for (const version of versions) {
      const share = offered[version];
      if (!share || !fits(version, built)) continue;
      const factory = share.lib ?? (await share.get?.());
      modules.set(name, typeof factory === 'function' ? factory() : factory);
      return;
    }
    const shared = versions.join(', ') || 'not at all';
    throw new Error(`the shell shares ${name} ${shared}; the portlet needs ${range}`);
  };
  await Promise.all(Object.entries(needs).map(take));
}

/** The shell's copy of a shared package, once `fillShared` has run. */
export function takeShared(name: string): unknown {
  if (!modules.has(name)) throw new Error(`${name} is used before the container was given a share scope`);
  return modules.get(name);
}
