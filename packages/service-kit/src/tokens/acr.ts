/**
 * Levels of authentication that the sso-server knows, as `acr` values, weakest first: the password alone, any second
 * factor besides it, a passkey (which cannot be phished).
 */
export const acrValues = {
  password: 'urn:yimen:acr:password',
  secondFactor: 'urn:yimen:acr:second-factor',
  passkey: 'urn:yimen:acr:passkey',
} as const;

/** One of {@link acrValues}. */
export type AcrValue = (typeof acrValues)[keyof typeof acrValues];

/** The levels, weakest first. */
export const acrOrder: readonly AcrValue[] = [acrValues.password, acrValues.secondFactor, acrValues.passkey];

/**
 * Whether an `acr` claim is good enough.
 * @param acr the claim; none is no level at all
 * @param minimum the weakest level that will do
 * @returns true for that level and stronger ones; an `acr` that is not ours never is
 */
export function acrReaches(acr: string | undefined, minimum: AcrValue): boolean {
  return acrOrder.indexOf(acr as AcrValue) >= acrOrder.indexOf(minimum);
}
