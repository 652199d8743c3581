import type { TestDatabase } from '@yimen/database/testing';
import * as client from 'openid-client';
import type { Browser } from './browser.ts';
import {
  authorizationUrl,
  exchangeCode,
  password,
  type RelyingPartyKit,
  type Sso,
  startSso,
} from './sso-fixture.ts';

/** Everything that the standard claims can say of a person. */
export const everyClaim = {
  email: 'wangfang@czj.shifan.gov.cn',
  mobilePhone: '+8613800000001',
  officePhone: '0000-8888001',
  room: '1号楼 203',
  profile: {
    familyName: '王',
    givenName: '芳',
    middleName: '小',
    nickname: '芳芳',
    profile: 'https://portal.shifan.gov.cn/people/wangfang',
    picture: 'https://portal.shifan.gov.cn/people/wangfang.png',
    website: 'https://czj.shifan.gov.cn',
    gender: 'female',
    birthdate: '1988-03-08',
    zoneinfo: 'Asia/Shanghai',
    emailVerified: true,
    phoneVerified: true,
    address: {
      formatted: '示范市人民路1号',
      streetAddress: '人民路1号',
      locality: '示范市',
      region: '示范省',
      postalCode: '000001',
      country: 'CN',
    },
  },
};

export const allScopes = 'openid profile email phone address organisation offline_access';

/** A provider with one person who has every claim, and a client that goes by the letter of the standard. */
export async function startConformance(database: TestDatabase) {
  const sso = await startSso({ databaseUrl: await database.url() });
  await sso.organise();
  await sso.person('wangfang', everyClaim);
  await sso.person('lina');
  const party = await sso.relyingParty('suite', {
    scope: allScopes,
    claimsInIdToken: false,
    requirePkce: false,
    tokenEndpointAuthMethod: 'client_secret_basic',
  });
  return { sso, party };
}

/** Opens an authorization request and signs in when asked, up to the answer at the relying party. */
export async function authorize(
  browser: Browser,
  party: RelyingPartyKit,
  extra: Record<string, string> = {},
  username = 'wangfang',
) {
  const request = await authorizationUrl(party, extra);
  let visit = await browser.open(request.url);
  if (visit.body.includes('id="password"')) visit = await browser.submit(visit, { username, password });
  return { request, visit, answer: URL.parse(visit.url)?.searchParams ?? new URLSearchParams() };
}

/** The same up to the tokens. */
export async function tokensOf(browser: Browser, party: RelyingPartyKit, extra: Record<string, string> = {}) {
  const { request, visit } = await authorize(browser, party, extra);
  return exchangeCode(party, request, visit.url);
}

export function userInfo(party: RelyingPartyKit, accessToken: string): Promise<client.UserInfoResponse> {
  return client.fetchUserInfo(party.configuration, accessToken, client.skipSubjectCheck);
}

export const discoveryOf = async (sso: Sso) =>
  (await (await fetch(`${sso.url}/.well-known/openid-configuration`)).json()) as Record<string, unknown>;
