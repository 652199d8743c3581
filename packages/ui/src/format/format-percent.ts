/**
 * Writes a share as a percentage.
 *
 * @param ratio 0.523 is 52.3 %
 * @param digits decimals, one without it
 * @returns `52.3%`; a dash when there is no number (a share of nothing)
 */
export function formatPercent(ratio: number | null | undefined, digits = 1): string {
  if (ratio === null || ratio === undefined || !Number.isFinite(ratio)) return '—';
  const text = (ratio * 100).toFixed(digits);
  return `${Number(text) === 0 ? text.replace('-', '') : text}%`;
}

/**
 * Writes a count with thousand separators.
 *
 * @param digits decimals, none without it
 * @returns `12,345`; a dash when there is no number
 */
export function formatNumber(value: number | bigint | null | undefined, digits = 0): string {
  if (value === null || value === undefined) return '—';
  if (typeof value === 'number' && !Number.isFinite(value)) return '—';
  return new Intl.NumberFormat('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}
