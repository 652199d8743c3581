import type { Context, Middleware } from 'koa';
import { LogoutTokenRefused, validateLogoutToken } from '../logout-token.ts';
import { keyOf } from '../opaque-id.ts';
import { providerFailureFields } from '../provider-failure.ts';
import type { RelyingPartyParts } from '../relying-party-parts.ts';
import { readForm } from './read-form.ts';

// Longer than any logout token lives: an older one is refused by its `exp`.
const KEEP_MS = 24 * 3_600_000;

/** POST /auth/back-channel-logout (OpenID Connect Back-Channel Logout 1.0, 2.5 to 2.8). */
export function backChannelLogout(parts: RelyingPartyParts): Middleware {
  return async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    const token = (await readForm(ctx)).get('logout_token');
    if (!token) return refuse(parts, ctx, 'logout_token is missing');
    try {
      const ended = await endSessions(parts, token);
      if (!ended) return refuse(parts, ctx, 'this logout token has been received before');
      parts.settings.log.info('back-channel-logout', { sessions: ended.length });
      await parts.sessions.announceEnded(ended);
      ctx.status = 200;
      ctx.body = '';
    } catch (error) {
      if (error instanceof LogoutTokenRefused) return refuse(parts, ctx, error.message);
      parts.settings.log.error('back-channel-logout-failed', providerFailureFields(error));
      // 2.8: not the token's fault, so the provider should try again.
      answerError(
        ctx,
        503,
        'temporarily_unavailable',
        'the keys of the provider or the sessions are out of reach',
      );
    }
  };
}

async function endSessions(parts: RelyingPartyParts, token: string): Promise<string[] | undefined> {
  const { settings, provider, logoutTokens } = parts;
  const { issuer, clientId } = settings;
  const { keys, configuration } = await provider.get();
  const now = settings.clock();
  const order = await validateLogoutToken(token, {
    issuer: configuration.serverMetadata().issuer,
    clientId,
    keys,
    now,
  });
  await logoutTokens.removeOlderThan(now - KEEP_MS);
  return await logoutTokens.endSessions(keyOf(`${issuer} ${order.jti}`), order, now);
}

function refuse(parts: RelyingPartyParts, ctx: Context, reason: string): void {
  parts.settings.log.warn('logout-token-refused', { reason });
  answerError(ctx, 400, 'invalid_request', reason);
}

// OAuth's error format, not problem details: the caller is an OpenID Provider.
function answerError(ctx: Context, status: number, error: string, description: string): void {
  ctx.status = status;
  ctx.body = { error, error_description: description };
}
