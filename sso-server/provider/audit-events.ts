import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { AuditEvent } from '../audit/audit-log.ts';
import type { Services } from '../services.ts';
import { tokenExchangeGrant } from './token-exchange.ts';

/** Rows that have to be durable before the answer of their request goes out. */
const written = new WeakMap<object, Promise<void>[]>();

/** The answer waits for these: what the provider granted is in the trail before anybody holds it. */
export async function auditWritten(ctx: object): Promise<void> {
  await Promise.all(written.get(ctx) ?? []);
}

const activeGrants = new Set(['refresh_token', tokenExchangeGrant]);

export function recordProviderEvents(provider: Provider, { audit, activity, log }: Services): void {
  function record(ctx: KoaContextWithOIDC, event: AuditEvent['event'], rest: Partial<AuditEvent>): void {
    const session = ctx.oidc.session;
    const row = audit.record({
      event,
      outcome: 'success',
      sub: ctx.oidc.account?.accountId ?? null,
      clientId: ctx.oidc.client?.clientId ?? null,
      sessionUid: session?.uid ?? null,
      ip: ctx.ip,
      userAgent: ctx.get('user-agent'),
      ...rest,
    });
    // The request may have failed already, and nobody waits for its rows: no reason to end the program.
    row.catch(() => undefined);
    written.set(ctx, [...(written.get(ctx) ?? []), row]);
  }

  const failure = (error: { error?: string; error_description?: string; error_detail?: string }) => ({
    outcome: 'failure' as const,
    detail: { error: error.error, description: error.error_description, reason: error.error_detail },
  });

  provider.on('authorization.success', (ctx) => record(ctx, 'authorization', {}));
  provider.on('authorization.error', (ctx, error) => {
    // The ordinary answer to a silent question (prompt=none), not an event.
    if (error.error !== 'login_required') record(ctx, 'authorization-refused', failure(error));
  });
  provider.on('grant.success', (ctx) => {
    const token = ctx.oidc.entities.AccessToken ?? ctx.oidc.entities.ClientCredentials;
    const grantType = String(ctx.oidc.params?.grant_type);
    const sessionUid = ctx.oidc.entities.AccessToken?.sessionUid ?? null;
    record(ctx, 'token-granted', {
      sessionUid,
      detail: { grantType, audience: token?.aud, scope: token?.scope },
    });
    if (sessionUid && activeGrants.has(grantType)) {
      activity.note(sessionUid).catch((error: unknown) => log.warn('session-activity-failed', { error }));
    }
  });
  provider.on('grant.error', (ctx, error) => {
    record(ctx, 'token-refused', {
      ...failure(error),
      detail: { ...failure(error).detail, grantType: ctx.oidc.params?.grant_type },
    });
  });
  // RFC 9700, 4.14.2: somebody holds a token that was used before. The library has revoked what follows from it.
  provider.on('grant.revoked', (ctx) => {
    const token = ctx.oidc.entities.RefreshToken;
    if (ctx.oidc.route !== 'token' || token?.consumed === undefined) return;
    const sub = token.accountId ?? null;
    record(ctx, 'token-replayed', {
      outcome: 'failure',
      severity: 'alert',
      sub,
      sessionUid: token.sessionUid ?? null,
      detail: { kind: 'refresh_token', usedAt: Number(token.consumed) * 1000 },
    });
    log.warn('security-alert', { reason: 'token-replayed', client: token.clientId, sub });
  });
  provider.on('server_error', (_ctx, error) => log.error('provider-failed', { error }));
}
