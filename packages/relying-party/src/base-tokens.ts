import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { problem } from '@yimen/problem';
import { refreshTokenGrant } from 'openid-client';
import type { ProviderConnection } from './provider-connection.ts';
import { isInvalidGrant, providerFailureFields, providerProblem } from './provider-failure.ts';
import type { RelyingPartySettings } from './relying-party-options.ts';
import { personClaims } from './rp-session.ts';
import type { Sessions, SessionTokens } from './sessions.ts';
import type { SessionRow, SessionStore } from './stores/session-store.ts';
import type { TokenCipher } from './token-cipher.ts';

/** A token that ends within this time is renewed before use. */
export const RENEW_BEFORE_MS = 30_000;
// Longer than the time limit of a request to the provider: a lease that runs out belongs to a dead process.
const LEASE_MS = 15_000;
const POLL_MS = 50;
const POLLS = 400;

/** The token, and how often it has been renewed: a refusal names the version that it is about. */
export type BaseToken = { token: string; version: number };

/** The access token that sign-in gave this relying party itself, renewed when it is about to end. */
export type BaseTokens = {
  /** @param staleVersion a version the provider has refused: renew even though it looks good */
  get(sessionKey: string, staleVersion?: number): Promise<BaseToken>;
};

type Parts = {
  store: SessionStore;
  sessions: Sessions;
  cipher: TokenCipher;
  provider: ProviderConnection;
  settings: RelyingPartySettings;
};

/** One renewal per session, however many requests, tabs and processes ask: a map in here, a lease in the row. */
export function createBaseTokens(parts: Parts): BaseTokens {
  const underWay = new Map<string, Promise<BaseToken>>();
  return {
    async get(sessionKey, staleVersion) {
      const row = await requireRow(parts, sessionKey);
      if (isGood(row, parts.settings.clock(), staleVersion)) return present(parts, row);
      const running = underWay.get(sessionKey) ?? renew(parts, sessionKey, staleVersion);
      underWay.set(sessionKey, running);
      try {
        return await running;
      } finally {
        if (underWay.get(sessionKey) === running) underWay.delete(sessionKey);
      }
    },
  };
}

function isGood(row: SessionRow, now: number, staleVersion: number | undefined): boolean {
  return row.token_expires_at - now > RENEW_BEFORE_MS && row.token_version !== staleVersion;
}

async function renew(parts: Parts, key: string, staleVersion: number | undefined): Promise<BaseToken> {
  const { store, settings } = parts;
  const owner = randomUUID();
  for (let poll = 0; poll < POLLS; poll += 1) {
    const row = await requireRow(parts, key);
    const now = settings.clock();
    if (isGood(row, now, staleVersion)) return present(parts, row);
    if (await store.takeLease(key, row.token_version, { owner, now, until: now + LEASE_MS })) {
      return await renewUnderLease(parts, row, owner);
    }
    await sleep(POLL_MS);
  }
  throw problem('service-unavailable', { detail: 'Another process did not finish renewing this session.' });
}

async function renewUnderLease(parts: Parts, row: SessionRow, owner: string): Promise<BaseToken> {
  const { sessions, settings, store } = parts;
  const tokens = sessions.openTokens(row);
  if (!tokens?.refreshToken) return await endSession(parts, row.key, 'not-renewable');
  try {
    const { configuration } = await parts.provider.get();
    const answer = await refreshTokenGrant(configuration, tokens.refreshToken);
    const renewed: SessionTokens = {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token ?? tokens.refreshToken,
      idToken: answer.id_token ?? tokens.idToken,
    };
    const version = row.token_version + 1;
    const claims = answer.claims();
    await store.saveTokens(row.key, owner, {
      sealed_tokens: parts.cipher.seal(renewed, row.key),
      token_version: version,
      token_expires_at: settings.clock() + (answer.expiresIn() ?? 60) * 1000,
      ...(claims?.name ? { claims_json: personClaims(claims) } : {}),
    });
    return { token: renewed.accessToken, version };
  } catch (error) {
    settings.log.warn('token-renewal-failed', providerFailureFields(error));
    if (isInvalidGrant(error)) return await endSession(parts, row.key, 'refresh-refused');
    await store.dropLease(row.key, owner);
    throw providerProblem(error);
  }
}

async function requireRow(parts: Parts, key: string): Promise<SessionRow> {
  const row = await parts.store.find(key);
  if (!row) throw problem('session-ended');
  return row;
}

async function present(parts: Parts, row: SessionRow): Promise<BaseToken> {
  const tokens = parts.sessions.openTokens(row);
  if (!tokens) return await endSession(parts, row.key, 'secret-changed');
  return { token: tokens.accessToken, version: row.token_version };
}

async function endSession(parts: Parts, key: string, reason: string): Promise<never> {
  await parts.sessions.end(key, reason);
  throw problem('session-ended');
}
