import type { Browser } from './browser.ts';
import { type RelyingPartyKit, signIn } from './relying-party-kit.ts';

type Kit = {
  browser(): Browser;
  tokenRequest(by: { id: string; secret: string }, form: Record<string, string>): Promise<Response>;
  person(username: string, overrides?: Record<string, unknown>): Promise<string>;
  relyingParty(id: string, overrides?: Record<string, unknown>): Promise<RelyingPartyKit>;
};

/** People who hold a role and use the administration API through a console, as the administration portlets do. */
export function administrationKit(kit: Kit) {
  let console: Promise<RelyingPartyKit> | undefined;
  const tokens = new Map<string, Promise<string>>();
  const subjectTokens = new Map<string, string>();

  async function signInAndTrade(username: string): Promise<string> {
    console ??= kit.relyingParty('admin-console', {
      resources: { 'urn:yimen:service:sso': ['sso:admin', 'systems:read'] },
    });
    const party = await console;
    const { access_token } = await signIn(kit.browser(), party, { username });
    subjectTokens.set(username, access_token);
    return trade(party, access_token);
  }

  async function trade(party: RelyingPartyKit, access_token: string): Promise<string> {
    const answer = await kit.tokenRequest(party, {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: access_token,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      audience: 'urn:yimen:service:sso',
    });
    const body = (await answer.json()) as { access_token: string };
    if (!answer.ok) throw new Error(JSON.stringify(body));
    return body.access_token;
  }

  return {
    /** A token for the administration API of this account, which exists and is signed in for it. */
    administrationTokenOf: signInAndTrade,

    /** Another token in the same session, which may have changed meanwhile. */
    async tradeAgain(username: string): Promise<string> {
      if (!console) throw new Error('nobody has signed in');
      return trade(await console, subjectTokens.get(username) ?? '');
    },

    /** The same for an account that holds just this role (`system-administrator`, …); it is made when first asked for. */
    async administrator(role: string, username = role): Promise<string> {
      const known = tokens.get(username);
      if (known) return known;
      const made = kit.person(username, { roles: ['staff', role] }).then(() => signInAndTrade(username));
      tokens.set(username, made);
      return made;
    },
  };
}
