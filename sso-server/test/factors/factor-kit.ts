import type { Requirement, RequirementKind } from '../../factors/requirement-store.ts';
import type { Browser, Visit } from '../browser.ts';
import { codeOf, goOnOn, recoveryCodesOn, secretOn } from '../second-factor.ts';
import { authorizationUrl, password, type RelyingPartyKit, type Sso } from '../sso-fixture.ts';

const stepMs = 30_000;

/** A clock that only tests move, in the middle of a time step; about now, for the library keeps real time. */
export function movingClock() {
  const start = Math.floor(Date.now() / stepMs) * stepMs + stepMs / 2;
  let offset = 0;
  return {
    now: () => start + offset,
    forward: (ms: number) => {
      offset += ms;
    },
  };
}

export async function require(sso: Sso, kind: RequirementKind, id: string, o: Partial<Requirement>) {
  const to = { minimumAcr: 'urn:yimen:acr:password', defaultAcrValues: [], ...o };
  await sso.db.transaction((trx) => sso.services.requirements.put(trx, kind, id, to));
  await sso.services.requirements.changed();
}

/** Up to the page after the password. */
export async function startSignIn(
  browser: Browser,
  party: RelyingPartyKit,
  { username = 'wangfang', extra = {} as Record<string, string> } = {},
) {
  const request = await authorizationUrl(party, extra);
  let page = await browser.open(request.url);
  if (page.body.includes('id="password"')) page = await browser.submit(page, { username, password });
  return { request, page };
}

/** Sets up an authenticator on the enrolment page of an interaction. */
export async function enrolOn(browser: Browser, page: Visit, now: number) {
  const secret = secretOn(page);
  const shown = await browser.submit(page, { code: codeOf(secret, now) }, '/totp');
  return { secret, shown, codes: recoveryCodesOn(shown), callback: await browser.open(goOnOn(shown)) };
}
