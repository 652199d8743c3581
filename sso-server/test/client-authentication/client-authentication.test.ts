import { testDatabases } from '@yimen/database/testing';
import { exportJWK, generateKeyPair } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startConformance } from '../conformance-scene.ts';
import { type RelyingPartyKit, type Sso, signIn } from '../sso-fixture.ts';

const insecure = { execute: [client.allowInsecureRequests] };

describe.each(testDatabases())(
  'OpenID Connect Core 1.0, section 9: client authentication on $name',
  (database) => {
    let sso: Sso;
    beforeAll(async () => {
      ({ sso } = await startConformance(database));
    });
    afterAll(() => sso.close());

    async function connect(party: RelyingPartyKit, how: client.ClientAuth): Promise<RelyingPartyKit> {
      const configuration = await client.discovery(new URL(sso.url), party.id, undefined, how, insecure);
      return { ...party, configuration };
    }

    it('client_secret_basic and client_secret_post, whichever an old library uses; no wrong secret', async () => {
      const basic = await sso.relyingParty('basic');
      const post = await sso.relyingParty('post', { tokenEndpointAuthMethod: 'client_secret_post' });
      const right = [
        await connect(basic, client.ClientSecretBasic(basic.secret)),
        await connect(post, client.ClientSecretPost(post.secret)),
        await connect(basic, client.ClientSecretPost(basic.secret)),
        await connect(post, client.ClientSecretBasic(post.secret)),
      ];
      for (const party of right) expect((await signIn(sso.browser(), party)).access_token).toBeTruthy();
      const wrong = [
        await connect(post, client.ClientSecretPost(basic.secret)),
        await connect(basic, client.ClientSecretBasic('x'.repeat(43))),
      ];
      for (const party of wrong) {
        await expect(signIn(sso.browser(), party)).rejects.toMatchObject({ status: 401 });
      }
    });

    it('private_key_jwt with registered public keys, and no key of anybody else', async () => {
      const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
      const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }] };
      const party = await sso.relyingParty('key', { tokenEndpointAuthMethod: 'private_key_jwt', jwks });
      const right = await connect(party, client.PrivateKeyJwt({ key: privateKey, kid: 'one' }));
      expect((await signIn(sso.browser(), right)).access_token).toBeTruthy();
      const stranger = await generateKeyPair('ES256');
      const wrong = await connect(party, client.PrivateKeyJwt({ key: stranger.privateKey, kid: 'one' }));
      await expect(signIn(sso.browser(), wrong)).rejects.toMatchObject({ error: 'invalid_client' });
    });

    it('refuses the registration of private_key_jwt without keys, or with a private one', async () => {
      const body = {
        name: { 'zh-CN': '系统', 'en-US': 'System' },
        redirectUris: ['http://127.0.0.1:9/cb'],
        tokenEndpointAuthMethod: 'private_key_jwt',
      };
      const without = await sso.put('relying-parties/bad', body);
      expect(without.status).toBe(400);
      expect(await without.text()).toContain('/body/jwks');
      const { privateKey } = await generateKeyPair('ES256', { extractable: true });
      const jwks = { keys: [await exportJWK(privateKey)] };
      expect((await sso.put('relying-parties/bad', { ...body, jwks })).status).toBe(400);
    });
  },
);
