import { posts } from '../demonstration/organisation.ts';
import { programs } from '../programs.ts';
import type { LaunchSettings } from '../settings/launch-settings.ts';

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
/** For the administration portlets, in the name of the three administrators. */
export const ADMINISTRATION = 'sso:admin';
const WEB_GRANTS = ['authorization_code', 'refresh_token', TOKEN_EXCHANGE, 'client_credentials'];

type Text = { 'zh-CN': string; 'en-US': string };

/** A client as the sso-server's administration API takes it (PUT /api/admin/relying-parties/:id), without its secret. */
export type ClientRecord = {
  name: Text;
  description?: Text;
  grantTypes: string[];
  resources: Record<string, string[]>;
  isListed: boolean;
  [field: string]: unknown;
};

const audiences = Object.fromEntries(
  Object.entries(programs).map(([name, { audience }]) => [name, audience]),
) as {
  [name in keyof typeof programs]: string;
};

const everyone = { everyone: true };

/** A web application that people sign in to; the paths are those of @yimen/relying-party. */
function web(publicUrl: string): Pick<ClientRecord, 'grantTypes'> & Record<string, unknown> {
  return {
    url: `${publicUrl}/`,
    redirectUris: [`${publicUrl}/auth/callback`],
    postLogoutRedirectUris: [`${publicUrl}/auth/signed-out`],
    backchannelLogoutUri: `${publicUrl}/auth/back-channel-logout`,
    grantTypes: WEB_GRANTS,
  };
}

/** A program or vendor without people: client credentials only. */
function service(name: Text, resources: Record<string, string[]>): ClientRecord {
  return { name, resources, grantTypes: ['client_credentials'], isListed: false, whoMayUse: {} };
}

/**
 * Every client of this Yimen by its id. Scopes are what its code asks for and nothing more.
 *
 * @param isDemonstration the demonstration keeps 支付申请 from the developers, so that the refusal can be seen
 */
export function clients(
  { addresses }: LaunchSettings,
  isDemonstration: boolean,
): Record<string, ClientRecord> {
  const { portal, budget, payments } = addresses;
  const paymentUsers = isDemonstration
    ? { posts: posts.map(({ id }) => id).filter((id) => id !== 'developer') }
    : everyone;
  return {
    portal: {
      ...web(portal.publicUrl),
      name: { 'zh-CN': '一门门户', 'en-US': 'Yimen portal' },
      icon: 'portal',
      isListed: false,
      whoMayUse: everyone,
      sortOrder: 0,
      resources: {
        [audiences.sso]: ['directory:read', 'systems:read', ADMINISTRATION],
        [audiences.portal]: ['portal:operate'],
        [audiences.todo]: ['todo:read', 'todo:write'],
        [audiences.notices]: ['notices:read', 'notices:publish'],
        [audiences.contacts]: ['contacts:read'],
        [audiences.budget]: ['budget:read'],
        [audiences.payments]: ['payments:read', 'payments:write'],
      },
    },
    budget: {
      ...web(budget.publicUrl),
      name: programs.budget.title,
      description: {
        'zh-CN': '按单位和科目查看预算执行和序时进度',
        'en-US': 'Budget execution by unit and subject, against the time elapsed',
      },
      icon: 'budget',
      isListed: true,
      whoMayUse: everyone,
      sortOrder: 10,
      resources: {
        [audiences.portal]: ['portal:notify'],
        [audiences.todo]: ['todo:push'],
        [audiences.sso]: ['directory:read'],
      },
    },
    payments: {
      ...web(payments.publicUrl),
      name: programs.payments.title,
      description: {
        'zh-CN': '国库集中支付申请的填报、送审、审核和支付',
        'en-US': 'Treasury payment requests: draft, review and payment',
      },
      icon: 'payments',
      isListed: true,
      whoMayUse: paymentUsers,
      contact: '信息中心 赵敏 000-85550028（演示数据）',
      sortOrder: 20,
      resources: {
        [audiences.portal]: ['portal:notify'],
        [audiences.todo]: ['todo:push'],
        [audiences.sso]: ['directory:read'],
      },
    },
    todo: service(programs.todo.title, {
      [audiences.portal]: ['portal:notify'],
      [audiences.sso]: ['directory:read', 'systems:read'],
    }),
    notices: service(programs.notices.title, {
      [audiences.portal]: ['portal:notify'],
      [audiences.sso]: ['directory:read'],
    }),
    contacts: service(programs.contacts.title, {
      [audiences.portal]: ['portal:notify'],
      [audiences.sso]: ['directory:read'],
    }),
    'demo-publisher': service(
      { 'zh-CN': '组件发布（演示供应商）', 'en-US': 'Portlet publisher (demonstration vendor)' },
      { [audiences.portal]: ['registry:publish'] },
    ),
  };
}
