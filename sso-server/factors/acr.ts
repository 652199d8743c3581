import { type AcrValue, acrOrder, acrValues } from '@yimen/service-kit';

/** OpenID Connect Extended Authentication Profile ACR Values 1.0: phishing-resistant, the same as our passkey. */
const phishingResistant = 'phr';

/** What relying parties may ask for, as `acr_values_supported` says. */
export const supportedAcrValues: readonly string[] = [...acrOrder, phishingResistant];

/** 1 for the password, 2 for a second factor, 3 for a passkey; undefined for a value that is not ours. */
export function levelOf(acr: string): number | undefined {
  const at = acr === phishingResistant ? acrOrder.length - 1 : acrOrder.indexOf(acr as AcrValue);
  return at < 0 ? undefined : at + 1;
}

/** The level of a session. One from before there were levels was opened with a password. */
export const sessionLevel = (acr: string | undefined | null): number => levelOf(acr ?? '') ?? 1;

export const passwordLevel = 1;
export const secondFactorLevel = 2;
export const passkeyLevel = 3;

export function acrOfLevel(level: number): AcrValue {
  return acrOrder[level - 1] ?? acrValues.password;
}

/**
 * What the ID token says: of the values asked for one that the session reaches, its own if it is among them (OpenID
 * Connect Core, 5.5.1.1: an essential acr comes back as one of the requested values).
 */
export function reportedAcr(sessionAcr: string | undefined | null, asked: readonly string[]): string {
  const level = sessionLevel(sessionAcr);
  const own = acrOfLevel(level);
  if (asked.includes(own)) return own;
  return asked.find((acr) => (levelOf(acr) ?? Number.POSITIVE_INFINITY) <= level) ?? own;
}
