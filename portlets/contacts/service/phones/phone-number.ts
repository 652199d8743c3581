/** The digits of a number as it is dialled inside the country: no separators, no +86. */
export function phoneDigits(number: string | null): string {
  const digits = (number ?? '').normalize('NFKC').replace(/\D/g, '');
  return digits.length === 13 && digits.startsWith('86') ? digits.slice(2) : digits;
}

/** The digits that everybody sees: the first three and the last four, of short numbers the last two. */
function shownParts(digits: string): { first: string; last: string } {
  return digits.length >= 10
    ? { first: digits.slice(0, 3), last: digits.slice(-4) }
    : { first: '', last: digits.slice(-2) };
}

/** 138****0001. */
export function maskPhone(number: string | null): string | null {
  const digits = phoneDigits(number);
  if (digits === '') return null;
  const { first, last } = shownParts(digits);
  return `${first}****${last}`;
}

/** What can be searched of a masked number: only what is shown, or searching would uncover the rest digit by digit. */
export function shownDigits(number: string | null): string {
  const digits = phoneDigits(number);
  const { first, last } = shownParts(digits);
  return digits.length >= 10 ? `|${last}|${first}${last}|` : '';
}
