/** Shows the ends of an account number: `6222 **** **** 0123`. Short numbers show their last two digits only. */
export function maskAccount(account: string): string {
  if (account.length < 10) return `****${account.slice(-2)}`;
  return `${account.slice(0, 4)} **** **** ${account.slice(-4)}`;
}
