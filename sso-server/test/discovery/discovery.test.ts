import { testDatabases } from '@yimen/database/testing';
import { expect, it } from 'vitest';
import { discoveryOf, startConformance } from '../conformance-scene.ts';

it('OpenID Connect Discovery 1.0, section 3: the document says what is supported and what is not', async () => {
  const [sqlite] = testDatabases();
  if (!sqlite) throw new Error('no database');
  const { sso } = await startConformance(sqlite);
  const url = (path: string) => `${sso.url}${path}`;
  expect(await discoveryOf(sso)).toMatchObject({
    issuer: sso.url,
    authorization_endpoint: url('/auth'),
    token_endpoint: url('/token'),
    userinfo_endpoint: url('/userinfo'),
    jwks_uri: url('/jwks'),
    end_session_endpoint: url('/session/end'),
    response_types_supported: ['code'],
    response_modes_supported: expect.arrayContaining(['query', 'form_post']),
    grant_types_supported: expect.arrayContaining(['authorization_code', 'refresh_token']),
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: expect.arrayContaining(['RS256', 'ES256']),
    scopes_supported: expect.arrayContaining([
      'openid',
      'profile',
      'email',
      'phone',
      'address',
      'offline_access',
    ]),
    claims_supported: expect.arrayContaining([
      'sub',
      'name',
      'email',
      'phone_number',
      'address',
      'birthdate',
      'auth_time',
    ]),
    token_endpoint_auth_methods_supported: expect.arrayContaining([
      ...['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    ]),
    claims_parameter_supported: true,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    ui_locales_supported: ['zh-CN', 'en-US'],
  });
  await sso.close();
});
