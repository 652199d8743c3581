import { Secret, TOTP } from 'otpauth';
import type { Browser, Visit } from './browser.ts';

/** Recovery codes that were not used yet, by provider and person. */
const kept = new Map<string, string[]>();
const clocks = new Map<string, () => number>();

/** Codes of an authenticator go by the clock that the provider goes by. */
export function tellClock(origin: string, clock: () => number): void {
  clocks.set(origin, clock);
}

/** What an authenticator app shows. */
export const codeOf = (secret: string, at: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });

/** The key on an enrolment page. */
export const secretOn = (page: Visit): string =>
  (/class="secret">([A-Z2-7 ]+)</.exec(page.body)?.[1] ?? '').replaceAll(' ', '');

export const recoveryCodesOn = (page: Visit): string[] =>
  [...page.body.matchAll(/<li>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})<\/li>/g)].map(([, code = '']) => code);

/** Where the page with the recovery codes leads. */
export const goOnOn = (page: Visit): string => /<a class="button" href="([^"]+)"/.exec(page.body)?.[1] ?? '';

/**
 * Passes the second factor where the provider asks for one, as a person does: an authenticator at the first sign-in,
 * afterwards a recovery code, for a code of the authenticator works once in half a minute.
 */
export async function passSecondFactor(browser: Browser, page: Visit, username: string): Promise<Visit> {
  const { origin } = new URL(page.url);
  const key = `${origin} ${username}`;
  if (page.body.includes('class="secret"')) {
    const now = (clocks.get(origin) ?? Date.now)();
    const shown = await browser.submit(page, { code: codeOf(secretOn(page), now) }, '/totp');
    kept.set(key, recoveryCodesOn(shown));
    return browser.open(goOnOn(shown));
  }
  if (!page.body.includes('name="recovery_code"')) return page;
  return browser.submit(page, { recovery_code: kept.get(key)?.pop() ?? '' }, '/factor');
}
