import type { DatabaseInspection } from '@yimen/database';
import type { SsoConfig } from '../config.ts';
import { AddressNotAllowed } from '../outgoing/allowed-networks.ts';
import { createOutgoing } from '../outgoing/outgoing.ts';
import { type Finding, failure, ok, reasonOf, warning } from './finding.ts';

const limitMs = 5_000;

/**
 * Asks every back-channel logout endpoint with a token that is none: an endpoint that lives answers 400 (Back-Channel
 * Logout 1.0, 2.8), and nobody is signed out.
 */
export async function checkLogoutEndpoints(db: DatabaseInspection, config: SsoConfig): Promise<Finding[]> {
  const yes = db.dialect === 'sqlite' ? '= 1' : '';
  const rows = await db.rows(
    `select client_id, backchannel_logout_uri from relying_party where backchannel_logout_uri is not null and is_active ${yes} order by client_id`,
  );
  const outgoing = createOutgoing({ logout: config.logoutNetworks });
  const post = outgoing.postFor('logout');
  try {
    return await Promise.all(
      rows.map(async (row) => {
        const [client, uri] = [String(row.client_id), String(row.backchannel_logout_uri)];
        const form = new URLSearchParams({ logout_token: 'sso-server-doctor' });
        return post(uri, form, AbortSignal.timeout(limitMs))
          .then((status) => judge(client, uri, status))
          .catch((error: unknown) => unreachable(client, uri, error));
      }),
    );
  } finally {
    await outgoing.close();
  }
}

function judge(client: string, uri: string, status: number): Finding {
  if (status === 400)
    return ok('logout-endpoint', `${client}：注销地址正常`, `${client}: the logout endpoint works`);
  if (status === 200 || status === 204) {
    return warning(
      'logout-endpoint',
      [
        `${client}：${uri} 对无效的注销令牌也回答 ${status}`,
        `${client}: ${uri} answers ${status} to a logout token that is none`,
      ],
      ['该系统可能没有校验注销令牌，请联系开发单位', 'It may not check logout tokens at all: ask its vendor'],
    );
  }
  return warning(
    'logout-endpoint',
    [`${client}：${uri} 回答 ${status}，应为 400`, `${client}: ${uri} answers ${status} instead of 400`],
    ['请核对注销地址', 'Check the address'],
  );
}

function unreachable(client: string, uri: string, error: unknown): Finding {
  const isForbidden =
    error instanceof AddressNotAllowed || (error as Error).cause instanceof AddressNotAllowed;
  if (isForbidden) {
    return failure(
      'logout-endpoint',
      [`${client}：${uri} 不在允许的网段内`, `${client}: ${uri} is outside the allowed networks`],
      [
        '如属正常，请把网段加入 YIMEN_LOGOUT_NETWORKS',
        'If that is right, add the network to YIMEN_LOGOUT_NETWORKS',
      ],
    );
  }
  const reason = reasonOf(error);
  return failure(
    'logout-endpoint',
    [`${client}：无法访问 ${uri}（${reason}）`, `${client}: ${uri} cannot be reached (${reason})`],
    [
      '请检查该系统是否运行、网络和证书；恢复后会自动补发',
      'See whether the system runs, and look at network and certificate; what was missed is sent again',
    ],
  );
}
