import { type Adapter, type AdapterPayload, Provider } from 'oidc-provider';
import type { AuditLog } from '../audit/audit-log.ts';
import { sessionLevel } from '../factors/acr.ts';
import type { SignInGenerations } from '../sessions/sign-in-generation.ts';
import { type AdapterOptions, createModelAdapter } from './model-adapter.ts';

/** What a sign-in page leaves for the library; the generation is ours (sign-in-generation.ts). */
type BankedLogin = { accountId: string; acr?: string; generation?: number };

type Parts = AdapterOptions & { generations: SignInGenerations; audit: AuditLog };

/**
 * Interactions. A proof may wait in one for as long as the page is good, and the library asks about nothing but the
 * cookie when it is followed: so a proof from before a throw-out is taken out here, and the request asks anew.
 */
export function createInteractionAdapter(o: Parts): Adapter {
  const model = createModelAdapter('Interaction', o);
  return {
    ...model,

    async find(id) {
      const payload = await model.find(id);
      const login = payload && loginOf(payload);
      if (!payload || !login || Provider.ctx?.oidc.route !== 'resume') return payload;
      if (isInSession(login) || (await o.generations.current(login.accountId)) === (login.generation ?? 0)) {
        return payload;
      }
      await recordOutdated(o.audit, payload, login);
      const { login: _outdated, ...rest } = payload.result ?? {};
      return { ...payload, result: rest };
    },
  };
}

export function loginOf(payload: AdapterPayload): BankedLogin | undefined {
  return (payload.result as { login?: BankedLogin } | undefined)?.login;
}

/** The generation of the proof with which the running request begins a session. */
export function generationOfRequest(): number {
  const result = Provider.ctx?.oidc.result as { login?: BankedLogin } | undefined;
  return result?.login?.generation ?? 0;
}

/** An earlier page of the request has proved it, the session has it, and whoever threw her out let that one stay. */
function isInSession({ accountId, acr }: BankedLogin): boolean {
  const session = Provider.ctx?.oidc.session;
  return session?.accountId === accountId && sessionLevel(session.acr) >= sessionLevel(acr);
}

async function recordOutdated(audit: AuditLog, payload: AdapterPayload, login: BankedLogin): Promise<void> {
  const { ctx } = Provider;
  await audit.record({
    event: 'sign-in-failed',
    outcome: 'failure',
    severity: 'warning',
    sub: login.accountId,
    clientId: String(payload.params?.client_id ?? ''),
    ip: ctx?.ip ?? null,
    userAgent: ctx?.get('user-agent') ?? null,
    detail: { reason: 'outdated' },
  });
}
