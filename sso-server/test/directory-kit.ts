import { randomBytes } from 'node:crypto';
import * as client from 'openid-client';
import type { ApiKit } from './api-kit.ts';
import { discoveryOptions, password, type RelyingPartyKit } from './relying-party-kit.ts';

const name = (text: string) => ({ 'zh-CN': text, 'en-US': `${text} (en)` });

/** People, units, roles and systems, made through the administration API. */
export function directoryKit(url: string, { register }: ApiKit) {
  return {
    /** A small bureau: two units, a role, one post. */
    async organise(): Promise<void> {
      await register('units/bureau', { name: name('示范市财政局') });
      await register('units/payment-centre', { name: name('国库支付中心'), parentId: 'bureau' });
      await register('units/edu', { name: name('市教育局') });
      await register('posts/reviewer', { name: name('支付审核岗') });
      for (const role of ['staff', 'payment-reviewer', 'administrator']) {
        await register(`roles/${role}`, { name: name(role) });
      }
    },

    async person(username: string, overrides: Record<string, unknown> = {}): Promise<string> {
      const sub = `p-${username}`;
      await register(`people/${sub}`, {
        username,
        name: name(`姓名${username}`),
        unitId: 'payment-centre',
        postId: 'reviewer',
        roles: ['staff'],
        password,
        ...overrides,
      });
      return sub;
    },

    async relyingParty(id: string, overrides: Record<string, unknown> = {}): Promise<RelyingPartyKit> {
      const secret = randomBytes(32).toString('base64url');
      const redirectUri = `http://127.0.0.1:9/${id}/callback`;
      await register(`relying-parties/${id}`, {
        name: name(`系统${id}`),
        url: `http://127.0.0.1:9/${id}`,
        clientSecret: secret,
        redirectUris: [redirectUri],
        postLogoutRedirectUris: [`http://127.0.0.1:9/${id}/signed-out`],
        grantTypes: [
          'authorization_code',
          'refresh_token',
          'urn:ietf:params:oauth:grant-type:token-exchange',
        ],
        whoMayUse: '*',
        ...overrides,
      });
      const configuration = await client.discovery(
        new URL(url),
        id,
        undefined,
        client.ClientSecretBasic(secret),
        discoveryOptions,
      );
      return { id, secret, redirectUri, configuration };
    },

    resource: (id: string, scopes: unknown[]) =>
      register(`resources/${id}`, { audience: `urn:yimen:service:${id}`, name: name(id), scopes }),
  };
}
