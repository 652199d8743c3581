import { randomBytes } from 'node:crypto';
import { isUniqueViolation } from '@yimen/database';
import { problem } from '@yimen/problem';
import { secretPurpose } from '../relying-parties/relying-party-directory.ts';
import type { Services } from '../services.ts';
import type { Saved } from './routes.ts';
import { invalid } from './save-organisation.ts';
import type { PutRelyingParty, PutResource } from './schemas.ts';

/** S13: only characters that survive HTTP Basic without encoding. */
export function newClientSecret(): string {
  return randomBytes(32).toString('base64url');
}

export async function saveRelyingParty(
  services: Services,
  clientId: string,
  body: PutRelyingParty,
): Promise<Saved> {
  const { db, relyingParties, seal, now } = services;
  if (body.grantTypes.includes('authorization_code') && body.redirectUris.length === 0) {
    throw invalid('/body/redirectUris', 'sign-in needs at least one redirect URI');
  }
  const before = await relyingParties.find(clientId);
  const generated = before || body.clientSecret !== undefined ? undefined : newClientSecret();
  const secret = body.clientSecret ?? generated ?? before?.clientSecret;
  if (secret === undefined) throw new Error('a relying party always has a secret');
  const change = {
    name_json: body.name,
    description_json: body.description,
    url: body.url,
    icon: body.icon,
    contact: body.contact,
    sealed_secret: seal.seal(secret, secretPurpose(clientId)),
    redirect_uris_json: body.redirectUris,
    post_logout_redirect_uris_json: body.postLogoutRedirectUris,
    backchannel_logout_uri: body.backchannelLogoutUri,
    grant_types_json: body.grantTypes,
    scope: body.scope,
    resources_json: body.resources,
    audience_json: body.whoMayUse,
    id_token_alg: body.idTokenAlg,
    is_listed: body.isListed,
    is_first_party: body.isFirstParty,
    is_rotating_refresh_tokens: body.rotateRefreshTokens,
    is_active: body.isActive,
    sort_order: body.sortOrder,
    updated_at: now(),
  };
  await db.query
    .insertInto('relying_party')
    .values({ client_id: clientId, ...change })
    .onConflict((conflict) => conflict.column('client_id').doUpdateSet(change))
    .execute();
  await relyingParties.changed();
  const { clientSecret: _given, ...shown } = body;
  // A generated secret is told once, to whoever registers the client.
  return { isNew: !before, body: { clientId, ...shown, ...(generated ? { clientSecret: generated } : {}) } };
}

export async function saveResource(services: Services, id: string, body: PutResource): Promise<Saved> {
  const { db, resources, now } = services;
  const before = await db.query.selectFrom('resource').select('id').where('id', '=', id).executeTakeFirst();
  const change = {
    audience: body.audience,
    name_json: body.name,
    scopes_json: body.scopes,
    updated_at: now(),
  };
  try {
    await db.query
      .insertInto('resource')
      .values({ id, ...change })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
      .execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw problem('conflict', {
      errors: [{ pointer: '/body/audience', detail: 'another resource has this audience' }],
    });
  }
  await resources.changed();
  return { isNew: !before, body: { id, ...body } };
}
