import { problem } from '@yimen/problem';
import type { Selectable } from 'kysely';
import type { SsoDatabase } from '../database-schema.ts';
import { ssoAudience } from '../provider/own-tokens.ts';
import type { AdministrationCaller } from './administrators.ts';
import type { Plan } from './operation.ts';
import type { Asked } from './plan-relying-party.ts';
import { canonicalJson } from './revision.ts';
import type { PutResource } from './schemas.ts';

type ResourceRow = Selectable<SsoDatabase['resource']>;

export async function planResource({
  services,
  input: { params, body },
  caller,
  state,
}: Asked<PutResource, ResourceRow>): Promise<Plan> {
  checkOwner(caller, { audience: body.audience, state });
  const { resources, now } = services;
  const before = state && {
    id: state.id,
    audience: state.audience,
    name: state.name_json,
    scopes: state.scopes_json,
  };
  const after = { id: params.id, ...body };
  const plan: Plan = {
    before,
    after,
    answer: { status: before ? 200 : 201, body: after },
    conflict: { pointer: '/body/audience', detail: 'another resource has this audience' },
  };
  if (canonicalJson(before) === canonicalJson(after)) return plan;
  return {
    ...plan,
    async apply(trx) {
      const change = {
        audience: body.audience,
        name_json: body.name,
        scopes_json: body.scopes,
        updated_at: now(),
      };
      await trx
        .insertInto('resource')
        .values({
          id: params.id,
          ...change,
          managed_by: caller.kind === 'program' ? caller.clientId : null,
        })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
        .execute();
    },
    applied: () => resources.changed(),
  };
}

/** Whether nothing but what it is called would change. */
export const isNameOnly = (body: PutResource, state: ResourceRow): boolean =>
  body.audience === state.audience && canonicalJson(body.scopes) === canonicalJson(state.scopes_json);

/** The scopes of this server are nobody's to change; a program that provisions changes what it registered. */
function checkOwner(
  caller: AdministrationCaller,
  { audience, state }: { audience: string; state: ResourceRow | null },
): void {
  if (audience === ssoAudience || state?.audience === ssoAudience) {
    throw problem('forbidden', { detail: 'the resource of the sso-server is fixed' });
  }
  if (caller.kind !== 'program' || caller.right !== 'provision' || !state) return;
  if (state.managed_by !== caller.clientId)
    throw problem('forbidden', { detail: 'registered by somebody else' });
}
