import { peoplePut } from '../admin-api/people-operations.ts';
import { relyingPartiesPut } from '../admin-api/relying-party-operations.ts';
import { runChange } from '../admin-api/run-change.ts';
import { putPerson, putRelyingParty } from '../admin-api/schemas.ts';
import type { Services } from '../services.ts';
import { type ConformanceConfig, suiteAddresses } from './conformance-config.ts';

const caller = { kind: 'command', name: 'conformance' } as const;

/** A person about whom every standard claim says something. All data are made up. */
const person = {
  name: { 'zh-CN': '王芳', 'en-US': 'Wang Fang' },
  email: 'wangfang@czj.shifan.example',
  mobilePhone: '+86 000 0000 0001',
  profile: {
    familyName: '王',
    givenName: '芳',
    middleName: '小',
    nickname: '芳芳',
    profile: 'https://portal.shifan.example/people/wangfang',
    picture: 'https://portal.shifan.example/people/wangfang.png',
    website: 'https://czj.shifan.example',
    gender: 'female',
    birthdate: '1988-03-08',
    zoneinfo: 'Asia/Shanghai',
    emailVerified: true,
    phoneVerified: true,
    address: {
      formatted: '示范省示范市人民路1号',
      streetAddress: '人民路1号',
      locality: '示范市',
      region: '示范省',
      postalCode: '000001',
      country: 'CN',
    },
  },
};

/** The person and the clients of the conformance profile, by the operations of the administration API. */
export async function provisionConformance(services: Services, config: ConformanceConfig): Promise<void> {
  await runChange(services, {
    operation: peoplePut,
    input: {
      params: { id: 'conformance-person' },
      query: undefined,
      body: putPerson.parse({
        ...person,
        username: config.conformanceUsername,
        password: config.conformancePassword,
      }),
    },
    caller,
  });
  const client = (clientId: string, clientSecret: string, tokenEndpointAuthMethod: string) =>
    runChange(services, {
      operation: relyingPartiesPut,
      input: {
        params: { id: clientId },
        query: undefined,
        body: putRelyingParty.parse({
          name: { 'zh-CN': `一致性测试 ${clientId}`, 'en-US': `Conformance ${clientId}` },
          clientSecret,
          tokenEndpointAuthMethod,
          ...suiteAddresses(config),
          scope: 'openid profile email phone address offline_access',
          whoMayUse: '*',
          isListed: false,
          // The suite goes by the letter: it has modules without PKCE, and expects claims at the userinfo endpoint.
          requirePkce: false,
          claimsInIdToken: false,
          idTokenAlg: 'RS256',
        }),
      },
      caller,
    });
  await client(config.conformanceClientId, config.conformanceClientSecret, 'client_secret_basic');
  await client(config.conformanceClient2Id, config.conformanceClient2Secret, 'client_secret_basic');
  await client(config.conformanceClientPostId, config.conformanceClientPostSecret, 'client_secret_post');
}
