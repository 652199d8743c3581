/** The largest amount of one request: 一百亿元, in 分. */
export const maximumCents = 1_000_000_000_000;

/**
 * Reads an amount typed in 元 exactly: `1,234.5`, `１２３４．５０`.
 *
 * @returns the amount in 分; undefined when it is no amount with at most two decimals
 */
export function parseYuan(typed: string): number | undefined {
  const plain = typed.normalize('NFKC').replace(/[,\s¥]/g, '');
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(plain);
  if (!match) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** Writes 分 as 元 with thousand separators and two decimals, for messages and input fields. */
export function writeYuan(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${cents < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`;
}
