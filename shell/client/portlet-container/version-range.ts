type Version = readonly [number, number, number];
type Bound = { readonly at: Version; readonly isInclusive: boolean };
type Interval = { readonly from: Bound; readonly to: Bound | null };

/**
 * Whether a version lies in a range of npm's grammar: `^1.2`, `~1.2.3`, `>=1 <3`, `1.x`, `1.2.3`, `*`, `1 || 2`,
 * `1.2 - 2.3`. Federation's own check only warns and runs on (`mf-findings.md` section 6), so the container asks first.
 * Pre-releases count as their release: the shell never shares one.
 *
 * @param version version that the shell shares
 * @param range range that the portlet was built for; a range that cannot be read fits nothing
 */
export function fitsRange(version: string, range: string): boolean {
  const at = parseVersion(version);
  if (!at) return false;
  return range.split('||').some((alternative) => {
    const intervals = parseComparators(alternative.trim());
    return intervals?.every((interval) => contains(interval, at)) ?? false;
  });
}

function parseComparators(text: string): Interval[] | null {
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(text);
  if (hyphen) {
    const low = parseComparator(`>=${hyphen[1]}`);
    const high = parseComparator(`<=${hyphen[2]}`);
    return low && high ? [low, high] : null;
  }
  const intervals = text
    .replaceAll(/(?<operator>[<>=^~]+)\s+/g, '$<operator>')
    .split(/\s+/)
    .map(parseComparator);
  return intervals.every((interval) => interval !== null) ? intervals : null;
}

const comparator = /^(>=|<=|>|<|=|\^|~)?v?(\d+|[xX*])?(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:[-+][\w.+-]*)?$/;

function parseComparator(text: string): Interval | null {
  const match = comparator.exec(text);
  if (!match) return null;
  const [, operator = '=', ...raw] = match;
  const parts = raw.map((part) => (part === undefined || /[xX*]/.test(part) ? null : Number(part)));
  const [major = null, minor = null, patch = null] = parts;
  if (major === null) return { from: { at: [0, 0, 0], isInclusive: true }, to: null };
  const low: Version = [major, minor ?? 0, patch ?? 0];
  // The first version that the written digits no longer cover: 1.2 covers 1.2.*, so the next is 1.3.0.
  const next: Version =
    minor === null ? [major + 1, 0, 0] : patch === null ? [major, minor + 1, 0] : [major, minor, patch + 1];
  return interval(operator, low, next, { hasMinor: minor !== null });
}

function interval(operator: string, low: Version, next: Version, written: { hasMinor: boolean }): Interval {
  const from = (at: Version): Bound => ({ at, isInclusive: true });
  const below = (at: Version): Bound => ({ at, isInclusive: false });
  switch (operator) {
    case '>=':
      return { from: from(low), to: null };
    case '>':
      return { from: from(next), to: null };
    case '<':
      return { from: from([0, 0, 0]), to: below(low) };
    case '<=':
      return { from: from([0, 0, 0]), to: below(next) };
    case '^':
      return { from: from(low), to: below(caretEnd(low, next)) };
    case '~':
      return { from: from(low), to: below(written.hasMinor ? [low[0], low[1] + 1, 0] : next) };
    default:
      return { from: from(low), to: below(next) };
  }
}

function caretEnd([major, minor, patch]: Version, next: Version): Version {
  if (major > 0) return [major + 1, 0, 0];
  if (minor > 0) return [0, minor + 1, 0];
  return patch > 0 ? [0, 0, patch + 1] : next;
}

function contains({ from, to }: Interval, version: Version): boolean {
  const low = compare(version, from.at);
  if (low < 0 || (low === 0 && !from.isInclusive)) return false;
  if (!to) return true;
  const high = compare(version, to.at);
  return high < 0 || (high === 0 && to.isInclusive);
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function parseVersion(text: string): Version | null {
  const match = /^v?(\d+)\.(\d+)\.(\d+)(?:[-+].*)?$/.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : null;
}

/** Whether a version comes before another one by its three numbers; false where one cannot be read. */
export function isEarlierVersion(version: string, than: string): boolean {
  const [a, b] = [parseVersion(version), parseVersion(than)];
  if (!a || !b) return false;
  const at = a.findIndex((number, index) => number !== b[index]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}
