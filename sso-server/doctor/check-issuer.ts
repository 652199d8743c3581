import { connect } from 'node:tls';
import type { SsoConfig } from '../config.ts';
import { type Finding, failure, ok, reasonOf, warning } from './finding.ts';

const limitMs = 5_000;
const dayMs = 86_400_000;

/** What relying parties and browsers meet at the public address: discovery, TLS, the proxy, the clock. */
export async function checkIssuer(config: SsoConfig, now: () => number): Promise<Finding[]> {
  const url = `${config.issuer}/.well-known/openid-configuration`;
  let answer: Response;
  let document: Record<string, unknown>;
  try {
    answer = await fetch(url, { signal: AbortSignal.timeout(limitMs), redirect: 'manual' });
    document = (await answer.json()) as Record<string, unknown>;
  } catch (error) {
    const reason = reasonOf(error);
    return [
      failure(
        'issuer',
        [`无法从本机访问 ${url}（${reason}）`, `${url} cannot be reached from here (${reason})`],
        [
          '请确认 sso-server 已启动，并检查域名、防火墙、反向代理和证书',
          'Start the sso-server; look at DNS, firewall, reverse proxy and certificate',
        ],
      ),
      ...(await checkTls(config.issuer)),
    ];
  }
  return [
    checkDocument(config, document),
    ...(await checkTls(config.issuer)),
    checkProxy(config, answer),
    checkClock(answer, now()),
  ];
}

function checkDocument(config: SsoConfig, document: Record<string, unknown>): Finding {
  const foreign = Object.entries(document)
    .filter(([name, value]) => name.endsWith('_endpoint') && !String(value).startsWith(`${config.issuer}/`))
    .map(([name]) => name);
  if (document.issuer === config.issuer && foreign.length === 0) {
    return ok(
      'issuer',
      `${config.issuer} 可访问，地址一致`,
      `${config.issuer} can be reached and its addresses agree`,
    );
  }
  return failure(
    'issuer',
    [
      `发现文档里的地址不一致：issuer=${document.issuer} ${foreign.join(' ')}`,
      `The discovery document does not agree: issuer=${document.issuer} ${foreign.join(' ')}`,
    ],
    [
      '请检查 YIMEN_ISSUER、YIMEN_PUBLIC_URL 以及反向代理转发的目标',
      'Look at YIMEN_ISSUER, YIMEN_PUBLIC_URL and at where the reverse proxy leads',
    ],
  );
}

async function checkTls(issuer: string): Promise<Finding[]> {
  const { protocol, hostname, port } = new URL(issuer);
  if (protocol === 'http:') {
    if (/^(localhost|127\.|\[::1\])/.test(hostname)) {
      return [ok('tls', '仅本机使用 http', 'Plain http, on this machine only')];
    }
    return [
      warning(
        'tls',
        [
          '对外使用明文 http：密码和令牌在网络上可被看到',
          'Plain http: passwords and tokens can be read on the network',
        ],
        [
          '请在反向代理上启用 HTTPS，并把 YIMEN_ISSUER 改为 https',
          'Switch HTTPS on at the reverse proxy and make YIMEN_ISSUER https',
        ],
      ),
    ];
  }
  try {
    const { until, version } = await certificateOf(hostname.replace(/^\[|\]$/g, ''), Number(port || 443));
    const days = Math.floor((until - Date.now()) / dayMs);
    if (days > 30)
      return [
        ok(
          'tls',
          `证书有效，还有 ${days} 天（${version}）`,
          `The certificate is valid for ${days} days (${version})`,
        ),
      ];
    return [
      warning(
        'tls',
        [`证书还有 ${days} 天到期`, `The certificate expires in ${days} days`],
        ['请更换证书', 'Renew the certificate'],
      ),
    ];
  } catch (error) {
    const reason = reasonOf(error);
    return [
      failure(
        'tls',
        [`证书或 TLS 有问题：${reason}`, `Something is wrong with the certificate or TLS: ${reason}`],
        [
          '请检查证书链、域名和有效期；内部 CA 用 NODE_EXTRA_CA_CERTS 指定',
          'Look at the chain, the name and the dates; name an internal CA with NODE_EXTRA_CA_CERTS',
        ],
      ),
    ];
  }
}

function certificateOf(host: string, port: number): Promise<{ until: number; version: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, servername: host, timeout: limitMs }, () => {
      const until = Date.parse(socket.getPeerCertificate().valid_to);
      resolve({ until, version: socket.getProtocol() ?? 'TLS' });
      socket.end();
    });
    socket.once('error', reject);
    socket.once('timeout', () => socket.destroy(new Error('timeout')));
  });
}

/** A proxy shows: the public address is not where the program listens. */
function checkProxy(config: SsoConfig, answer: Response): Finding {
  const { port, protocol } = new URL(config.publicUrl);
  const publicPort = Number(port || (protocol === 'https:' ? 443 : 80));
  const isProxied = publicPort !== config.port || answer.headers.has('via');
  if (isProxied && !config.trustProxy) {
    return warning(
      'proxy',
      [
        '前面有反向代理，但没有采信它的 x-forwarded-for：所有人看起来来自同一地址',
        'There is a reverse proxy whose x-forwarded-for is not believed: everybody seems to have one address',
      ],
      [
        '代理自己设置这些请求头时，请设 YIMEN_TRUST_PROXY=true',
        'Set YIMEN_TRUST_PROXY=true if the proxy sets these headers itself',
      ],
    );
  }
  if (!isProxied && config.trustProxy) {
    return warning(
      'proxy',
      [
        '没有发现反向代理，却采信 x-forwarded-for：任何人都能伪造来源地址',
        'No reverse proxy is seen, but x-forwarded-for is believed: anybody can make an address up',
      ],
      [
        '请设 YIMEN_TRUST_PROXY=false，或让程序只监听代理能到的地址',
        'Set YIMEN_TRUST_PROXY=false, or listen only where the proxy reaches',
      ],
    );
  }
  return ok(
    'proxy',
    isProxied ? '经反向代理访问，来源地址取自代理' : '直接访问，没有反向代理',
    isProxied ? 'Behind a reverse proxy that is believed' : 'No reverse proxy',
  );
}

function checkClock(answer: Response, now: number): Finding {
  const theirs = Date.parse(answer.headers.get('date') ?? '');
  return compareClocks('clock', Math.abs(theirs - now), ['公开地址', 'the public address']);
}

/** OpenID Connect lives by clocks: ID tokens and logout tokens are refused when they differ. */
export function compareClocks(check: string, differenceMs: number, whose: [string, string]): Finding {
  const seconds = Math.round(differenceMs / 1000);
  if (!Number.isFinite(seconds) || seconds <= 2) {
    return ok(check, `与${whose[0]}的时钟一致`, `The clock agrees with that of ${whose[1]}`);
  }
  const make = seconds > 30 ? failure : warning;
  return make(
    check,
    [`与${whose[0]}的时钟相差 ${seconds} 秒`, `The clock differs from that of ${whose[1]} by ${seconds} s`],
    [
      '请在所有服务器上启用时间同步（chrony 或 ntpd）',
      'Synchronise the time of all servers (chrony or ntpd)',
    ],
  );
}
