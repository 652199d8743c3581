import { problem } from '@yimen/problem';
import { genericGrantRequest } from 'openid-client';
import { type BaseToken, type BaseTokens, RENEW_BEFORE_MS } from './base-tokens.ts';
import type { ProviderConnection } from './provider-connection.ts';
import { isInvalidGrant, providerFailureFields, providerProblem } from './provider-failure.ts';
import type { RelyingPartySettings } from './relying-party-options.ts';
import type { Sessions } from './sessions.ts';

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const MOST_SESSIONS = 10_000;

/** For whom a token is to be, and what it is to open. */
export type TokenTarget = { audience: string; scope: string };

/** Access tokens for other services, by token exchange (RFC 8693), kept in memory per session, audience and scope. */
export type AudienceTokens = {
  get(sessionKey: string, target: TokenTarget): Promise<string>;
  forget(sessionKey: string): void;
};

type Slot = { token?: string; goodUntil: number; running?: Promise<string> };
type Parts = {
  base: BaseTokens;
  sessions: Sessions;
  provider: ProviderConnection;
  settings: RelyingPartySettings;
};

/** Trades the base token for tokens of other audiences and keeps them per session; who asks meanwhile waits for the same one. */
export function createAudienceTokens(parts: Parts): AudienceTokens {
  const cache = new Map<string, Map<string, Slot>>();
  return {
    async get(sessionKey, target) {
      const slot = slotOf(cache, sessionKey, target);
      if (slot.token && slot.goodUntil > parts.settings.clock()) return slot.token;
      slot.running ??= fill(parts, slot, sessionKey, target).finally(() => {
        delete slot.running;
      });
      return await slot.running;
    },
    forget: (sessionKey) => void cache.delete(sessionKey),
  };
}

function slotOf(cache: Map<string, Map<string, Slot>>, sessionKey: string, target: TokenTarget): Slot {
  const slots = cache.get(sessionKey) ?? new Map<string, Slot>();
  // Taken out and put back: a Map keeps insertion order, so the first is the one unused for longest.
  cache.delete(sessionKey);
  cache.set(sessionKey, slots);
  const [oldest] = cache.keys();
  if (cache.size > MOST_SESSIONS && oldest !== undefined) cache.delete(oldest);
  const name = `${target.audience} ${target.scope.split(' ').sort().join(' ')}`;
  const slot = slots.get(name) ?? { goodUntil: 0 };
  slots.set(name, slot);
  return slot;
}

async function fill(parts: Parts, slot: Slot, sessionKey: string, target: TokenTarget): Promise<string> {
  const first = await parts.base.get(sessionKey);
  const answer = await exchange(parts, first, target).catch(async (error: unknown) => {
    if (!isInvalidGrant(error)) throw asProblem(parts, error);
    // The provider no longer honours this token although its time is not up (revoked, or restarted with another
    // store): a renewal tells whether the session lives. If it does not, the renewal ends it.
    const renewed = await parts.base.get(sessionKey, first.version);
    return await exchange(parts, renewed, target).catch(async (again: unknown) => {
      if (!isInvalidGrant(again)) throw asProblem(parts, again);
      await parts.sessions.end(sessionKey, 'exchange-refused');
      throw problem('session-ended');
    });
  });
  const lifetime = (answer.expires_in ?? 60) * 1000;
  slot.token = answer.access_token;
  slot.goodUntil = parts.settings.clock() + Math.max(lifetime - RENEW_BEFORE_MS, lifetime / 2);
  return answer.access_token;
}

async function exchange({ provider }: Parts, base: BaseToken, { audience, scope }: TokenTarget) {
  const { configuration } = await provider.get();
  return await genericGrantRequest(configuration, TOKEN_EXCHANGE, {
    subject_token: base.token,
    subject_token_type: ACCESS_TOKEN,
    requested_token_type: ACCESS_TOKEN,
    audience,
    scope,
  });
}

function asProblem(parts: Parts, error: unknown): Error {
  parts.settings.log.warn('token-exchange-failed', providerFailureFields(error));
  return providerProblem(error);
}
