import type { Coding, Variant } from './asset-table.ts';

/**
 * The smallest variant that the client accepts (RFC 9110, 12.5.3).
 * @returns undefined never in practice: identity is always there
 */
export function choosesVariant(
  variants: ReadonlyMap<Coding, Variant>,
  acceptEncoding: string,
): Variant | undefined {
  const weights = new Map<string, number>();
  for (const item of acceptEncoding.toLowerCase().split(',')) {
    const [name = '', ...parameters] = item.trim().split(';');
    const weight = parameters.map((text) => text.trim()).find((text) => text.startsWith('q='));
    weights.set(name.trim(), weight === undefined ? 1 : Number(weight.slice(2)) || 0);
  }
  const accepts = (coding: Coding): boolean =>
    coding === 'identity' || (weights.get(coding) ?? weights.get('*') ?? 0) > 0;
  let best: Variant | undefined;
  for (const [coding, variant] of variants) {
    if (accepts(coding) && (!best || variant.body.length < best.body.length)) best = variant;
  }
  return best;
}

/** Whether `if-none-match` (RFC 9110, 13.1.2) names this entity tag; the comparison is weak. */
export function matchesEtag(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((item) => item.trim().replace(/^W\//, '') === etag);
}
