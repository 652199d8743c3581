import { newClientSecret } from '../admin-api/plan-relying-party.ts';
import { relyingPartiesPut } from '../admin-api/relying-party-operations.ts';
import { runChange } from '../admin-api/run-change.ts';
import { idParams, putRelyingParty } from '../admin-api/schemas.ts';
import { ssoAudience } from '../provider/own-tokens.ts';
import type { Services } from '../services.ts';
import { CommandError } from './command-error.ts';

/** A client for the administration API, before there is anybody who could register one there. */
export async function bootstrapClient(
  services: Services,
  o: { id: string; scopes: string[]; replace: boolean },
): Promise<Record<string, unknown>> {
  if (!idParams.safeParse({ id: o.id }).success) throw new CommandError(`not a client id: ${o.id}`);
  const resource = await services.resources.findByAudience(ssoAudience);
  const known = resource?.scopes.map((scope) => scope.name) ?? [];
  const unknown = o.scopes.filter((scope) => !known.includes(scope));
  if (unknown.length > 0)
    throw new CommandError(`unknown scope ${unknown.join(' ')}; known: ${known.join(' ')}`);
  if (!o.replace && (await services.relyingParties.find(o.id))) {
    throw new CommandError(`client ${o.id} exists already; --replace gives it a new secret`);
  }
  const clientSecret = newClientSecret();
  const body = putRelyingParty.parse({
    name: { 'zh-CN': `管理客户端 ${o.id}`, 'en-US': `Administration client ${o.id}` },
    grantTypes: ['client_credentials'],
    resources: { [ssoAudience]: o.scopes },
    isListed: false,
    clientSecret,
  });
  await runChange(services, {
    operation: relyingPartiesPut,
    input: { params: { id: o.id }, query: undefined, body },
    caller: { kind: 'command', name: 'bootstrap-client' },
  });
  return { clientId: o.id, clientSecret };
}
