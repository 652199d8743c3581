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
 * compares numbers; reading the range's grammar is the build's work.
 */
export function fits(version: string, range: BuiltRange): boolean {
  const parts = version.split(/[-+]/, 1)[0]?.split('.').map(Number) ?? [];
  const compare = (wanted: Comparison) => {
    for (let at = 0; at < 3; at++) {
      const difference = (parts[at] ?? 0) - Number(wanted[at + 1]);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const holds = (wanted: Comparison) => {
    const order = compare(wanted);
    const [operator] = wanted;
    if (order === 0) return operator !== '<' && operator !== '>';
    return operator[0] === (order < 0 ? '<' : '>');
  };
  return range.some((set) => set.every(holds));
}

async function takeFrom(scope: ShareScope, name: string, [range, built]: Need): Promise<void> {
  const offered = Object.entries(scope[name] ?? {});
  const share = offered.find(([version]) => fits(version, built))?.[1];
  if (!share) {
    const versions = offered.map(([version]) => version).join(', ') || 'not at all';
    throw new Error(`the shell shares ${name} ${versions}; the portlet needs ${range}`);
  }
  const factory = share.lib ?? (await share.get?.());
  modules.set(name, typeof factory === 'function' ? factory() : factory);
}

/** Takes every needed package from the host's share scope; rejects naming a package that is missing or does not fit. */
export async function fillShared(scope: ShareScope, needs: Readonly<Record<string, Need>>): Promise<void> {
  await Promise.all(Object.entries(needs).map(([name, need]) => takeFrom(scope, name, need)));
}

/** The shell's copy of a shared package, once `fillShared` has run. */
export function takeShared(name: string): unknown {
  if (!modules.has(name)) throw new Error(`${name} is used before the container was given a share scope`);
  return modules.get(name);
}
