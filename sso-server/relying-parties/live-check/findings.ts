import type { LocalizedText } from '../../database-schema.ts';
import type { StepId } from './steps.ts';

/** What was found, and what to change; `{name}` is filled in. */
type Texts = { found: LocalizedText; advice?: LocalizedText };

const texts = (zh: string, en: string, adviceZh?: string, adviceEn?: string): Texts => ({
  found: { 'zh-CN': zh, 'en-US': en },
  ...(adviceZh !== undefined &&
    adviceEn !== undefined && { advice: { 'zh-CN': adviceZh, 'en-US': adviceEn } }),
});

export const stepTitles: Record<StepId, LocalizedText> = {
  discovery: { 'zh-CN': '统一认证的发现文档', 'en-US': 'Discovery document' },
  start: { 'zh-CN': '从系统地址进入登录', 'en-US': 'Start of sign-in at the system' },
  'authorization-request': {
    'zh-CN': '授权请求与登记一致',
    'en-US': 'Authorization request fits the registration',
  },
  pkce: { 'zh-CN': '使用 PKCE', 'en-US': 'PKCE' },
  state: { 'zh-CN': '携带 state', 'en-US': 'state' },
  nonce: { 'zh-CN': '携带 nonce', 'en-US': 'nonce' },
  'sign-in': { 'zh-CN': '试登录', 'en-US': 'Trial sign-in' },
  'token-exchange': { 'zh-CN': '用授权码换取令牌', 'en-US': 'Code exchange' },
  'signed-in': { 'zh-CN': '登录后进入系统', 'en-US': 'Signed in at the system' },
  refresh: { 'zh-CN': '刷新令牌', 'en-US': 'Refresh' },
  'forged-state': { 'zh-CN': '拒绝伪造的 state', 'en-US': 'Refuses a forged state' },
  'forged-logout': { 'zh-CN': '拒绝伪造的退出通知', 'en-US': 'Refuses a forged logout token' },
  logout: { 'zh-CN': '接收退出通知', 'en-US': 'Takes a logout token' },
  'logout-effect': { 'zh-CN': '退出通知后会话失效', 'en-US': 'Session ends with the logout token' },
  'front-channel': { 'zh-CN': '前端退出地址', 'en-US': 'Front-channel logout' },
};

export const findings = {
  'not-reached': texts('前面的步骤未通过，未执行', 'Not tried, since an earlier step failed'),
  'no-sign-in': texts(
    '该系统不使用登录（没有授权码方式）',
    'This system has no sign-in (no authorization code grant)',
  ),
  'internal-error': texts(
    '检测程序出错，本步骤没有结果',
    'The check itself failed at this step',
    '请重新检测；仍然如此请查看服务器日志 live-check-failed。',
    'Check again; if it stays, see live-check-failed in the log of the server.',
  ),

  'discovery-good': texts('{url} 正常，issuer 一致', '{url} answers, and its issuer is the same'),
  'discovery-unreachable': texts(
    '从服务器访问不到 {url}：{reason}',
    'The server cannot reach {url}: {reason}',
    '业务系统的服务器同样需要访问这个地址。请检查域名解析、反向代理、证书；若地址不在允许的网段，请调整 YIMEN_LIVE_CHECK_NETWORKS。',
    'The systems’ servers need this address too. Check DNS, reverse proxy and certificate; if it is outside the allowed networks, change YIMEN_LIVE_CHECK_NETWORKS.',
  ),
  'discovery-wrong-issuer': texts(
    '发现文档里的 issuer 是 {issuer}，应为 {expected}',
    'The discovery document says issuer {issuer}, it should be {expected}',
    '请把 YIMEN_ISSUER 和 YIMEN_PUBLIC_URL 改成浏览器使用的地址，并检查反向代理转发的协议和主机名。',
    'Set YIMEN_ISSUER and YIMEN_PUBLIC_URL to the address that browsers use, and check the host and scheme that the proxy passes on.',
  ),
  'discovery-status': texts(
    '{url} 返回 {status}',
    '{url} answers {status}',
    '请检查反向代理是否转发 /.well-known/。',
    'Check that the reverse proxy passes /.well-known/ on.',
  ),

  'start-good': texts('{url} 转到了统一认证', '{url} leads to sign-in'),
  'start-missing': texts(
    '没有登记系统地址，无法开始登录',
    'No address is registered to start at',
    '请登记系统地址，或在检测时填写能触发登录的地址。',
    'Register the address of the system, or give the address that starts sign-in.',
  ),
  'start-unreachable': texts(
    '访问不到 {url}：{reason}',
    '{url} cannot be reached: {reason}',
    '请检查系统是否已启动、地址和端口是否正确、防火墙是否放行统一认证服务器。',
    'Check that the system runs, that address and port are right, and that the firewall lets this server through.',
  ),
  'start-outside': texts(
    '{host} 不在允许检测的网段内，没有访问',
    '{host} is outside the networks that may be checked; it was not visited',
    '地址确实属于本单位时，请在 YIMEN_LIVE_CHECK_NETWORKS 中加入它的网段。',
    'If the address is the organisation’s own, add its network to YIMEN_LIVE_CHECK_NETWORKS.',
  ),
  'start-no-redirect': texts(
    '{url} 返回 {status}，没有转到统一认证',
    '{url} answers {status} and does not lead to sign-in',
    '请填写会触发登录的地址（如 Spring 的 /oauth2/authorization/…），或让系统对未登录的请求直接跳转。',
    'Give the address that starts sign-in (for Spring /oauth2/authorization/…), or let the system redirect requests without a session.',
  ),
  'start-error': texts(
    '{url} 返回 {status}',
    '{url} answers {status}',
    '请查看系统日志：常见原因是 issuer 写错，或系统的服务器访问不到统一认证的发现文档。',
    'See the log of the system: mostly the issuer is wrong, or its server cannot reach the discovery document.',
  ),
  'start-loop': texts(
    '{url} 跳转超过 {hops} 次，没有到达统一认证',
    '{url} redirects more than {hops} times without reaching sign-in',
    '请检查系统或反向代理的跳转设置（http 与 https 之间循环最常见）。',
    'Check the redirects of system and proxy; a loop between http and https is the usual cause.',
  ),

  'request-good': texts(
    'client_id、response_type、redirect_uri、scope 均与登记一致',
    'client_id, response_type, redirect_uri and scope fit',
  ),
  'request-client': texts(
    'client_id 是 {given}，登记的是 {expected}',
    'client_id is {given}, registered is {expected}',
    '请在系统的配置中改正 client_id。',
    'Correct the client_id in the system’s configuration.',
  ),
  'request-response-type': texts(
    'response_type 是 {given}，只支持 code',
    'response_type is {given}; only code is supported',
    '请把系统改为授权码方式（response_type=code），隐式和混合方式已停用。',
    'Switch the system to the authorization code flow (response_type=code).',
  ),
  'request-redirect-uri': texts(
    '请求的 redirect_uri 是 {given}，没有登记；登记的是 {expected}',
    'redirect_uri is {given}, which is not registered; registered: {expected}',
    '两处必须逐字相同（协议、端口、大小写、结尾的斜杠）。请在登记中加入前者，或修改系统的配置；经过反向代理时请检查转发的协议和主机名。',
    'Both must be equal to the letter (scheme, port, case, trailing slash). Register it, or change the system; behind a proxy check the scheme and host that it passes on.',
  ),
  'request-no-redirect-uri': texts(
    '授权请求没有 redirect_uri',
    'The authorization request has no redirect_uri',
    '请在系统中配置回调地址：{expected}',
    'Configure the callback address in the system: {expected}',
  ),
  'request-scope-openid': texts(
    'scope 中没有 openid，得不到 ID 令牌',
    'scope lacks openid, so there will be no ID token',
    '请在系统的 scope 中加入 openid。',
    'Add openid to the scopes of the system.',
  ),
  'request-scope': texts(
    '请求了未登记的 scope：{given}',
    'Asks for scopes that are not registered: {given}',
    '请从系统配置中去掉，或由管理员在登记中加入。',
    'Take them out of the system’s configuration, or register them.',
  ),

  'pkce-good': texts('code_challenge_method=S256', 'code_challenge_method=S256'),
  'pkce-missing': texts(
    '没有 code_challenge，而登记要求 PKCE，登录会被拒绝',
    'No code_challenge although the registration requires PKCE: sign-in is refused',
    '请在系统中启用 PKCE（S256）；确实不支持的旧系统才可在登记中关闭“要求 PKCE”。',
    'Turn PKCE (S256) on in the system; only for an old system that cannot, turn the requirement off in the registration.',
  ),
  'pkce-plain': texts(
    'code_challenge_method 是 {given}，只接受 S256',
    'code_challenge_method is {given}; only S256 is accepted',
    '请把系统的 PKCE 方法改为 S256。',
    'Set the PKCE method of the system to S256.',
  ),
  'pkce-weak': texts(
    '没有 PKCE，登记中已为旧系统关闭此要求',
    'No PKCE; the registration allows this old system to go without',
    '系统升级后请启用 PKCE 并打开“要求 PKCE”（RFC 9700）。',
    'Turn PKCE on when the system is upgraded, then require it again (RFC 9700).',
  ),
  'state-good': texts('有 state', 'state is there'),
  'state-missing': texts(
    '授权请求没有 state，可能被诱导登录他人账号',
    'There is no state: people could be signed in as somebody else',
    '请启用 state（主流框架默认启用），并在回调时核对。',
    'Turn state on (frameworks do by default) and compare it at the callback.',
  ),
  'nonce-good': texts('有 nonce', 'nonce is there'),
  'nonce-missing': texts(
    '授权请求没有 nonce，无法发现被重放的 ID 令牌',
    'There is no nonce: a replayed ID token goes unnoticed',
    '请启用 nonce，并核对 ID 令牌里的 nonce。',
    'Turn nonce on and compare the one in the ID token.',
  ),

  'sign-in-good': texts('以 {username} 试登录，已得到授权码', 'Signed in as {username} and got a code'),
  'sign-in-no-right': texts(
    '您（{username}）不在该系统的使用范围内，不能代为试登录；最近一次真实登录：{last}',
    'You ({username}) may not use this system, so no trial sign-in; last real one: {last}',
    '可由有权的人登录一次后再检测，或把检测人加入使用范围。',
    'Let somebody who may use it sign in and check again, or add whoever checks to those who may.',
  ),
  'sign-in-inactive': texts(
    '该系统已停用，登录会被拒绝',
    'This system is switched off; sign-in is refused',
    '请先启用该系统。',
    'Switch the system on first.',
  ),
  'sign-in-stopped': texts(
    '试登录停在统一认证的页面（{page}），没有得到授权码',
    'The trial stopped at a page of the provider ({page}) without a code',
    '通常是该系统要求更高的登录强度（如通行密钥）或请求了 prompt=login，只能由本人在浏览器中登录。',
    'Mostly the system asks for a stronger sign-in (a passkey) or prompt=login, which only a person can do.',
  ),
  'sign-in-refused': texts(
    '授权请求被拒绝：{error}（{description}）',
    'The authorization request was refused: {error} ({description})',
    '请按上面的错误修改系统的授权请求。',
    'Change the authorization request of the system accordingly.',
  ),

  'exchange-good': texts('换取令牌成功', 'The code was exchanged'),
  'exchange-none': texts(
    '回调返回 {status}，但系统没有到令牌端点换取令牌',
    'The callback answered {status}, and the system never asked the token endpoint',
    '请查看系统日志：常见原因是系统的服务器访问不到令牌端点（域名、防火墙、证书），或回调没有认出自己的 state（会话 Cookie 丢失）。',
    'See the system’s log: mostly its server cannot reach the token endpoint (DNS, firewall, certificate), or the callback lost its own state (session cookie).',
  ),
  'exchange-invalid-client': texts(
    '令牌端点拒绝：invalid_client（{description}）',
    'The token endpoint refused: invalid_client ({description})',
    '客户端密钥不对，或认证方式与登记的 {method} 不一致。请核对密钥；密钥遗失时请更换密钥。',
    'The client secret is wrong, or the authentication method is not {method} as registered. Check the secret; if it is lost, renew it.',
  ),
  'exchange-invalid-grant': texts(
    '令牌端点拒绝：invalid_grant（{description}）',
    'The token endpoint refused: invalid_grant ({description})',
    '请检查：code_verifier 是否与授权请求同一次、redirect_uri 是否与授权请求相同、授权码是否只用一次且在 60 秒内使用。',
    'Check that code_verifier belongs to the same request, that redirect_uri is the same as there, and that the code is used once and within 60 seconds.',
  ),
  'exchange-refused': texts(
    '令牌端点拒绝：{error}（{description}）',
    'The token endpoint refused: {error} ({description})',
    '请按错误修改系统发往令牌端点的请求。',
    'Change the request to the token endpoint accordingly.',
  ),
  'signed-in-good': texts('登录后系统返回 {status}', 'After sign-in the system answers {status}'),
  'signed-in-callback': texts(
    '令牌已换取，但回调返回 {status}',
    'The code was exchanged, but the callback answered {status}',
    '系统多半没有接受 ID 令牌：请核对签名算法（登记为 {alg}）、issuer、client_id 和服务器时间；或系统内没有对应的人员。',
    'The system probably did not accept the ID token: check the algorithm ({alg} is registered), issuer, client_id and the clock; or it does not know this person.',
  ),
  'signed-in-again': texts(
    '令牌已换取，但再次访问 {url} 又要求登录',
    'The code was exchanged, but {url} asks for sign-in again',
    '系统没有建立会话：请检查会话 Cookie 的 Secure、Domain、Path，以及多个节点是否共享会话。',
    'The system keeps no session: check Secure, Domain and Path of its cookie, and that its nodes share sessions.',
  ),

  'refresh-good': texts(
    '访问令牌到期后，系统用刷新令牌换到了新的',
    'After the access token expired the system refreshed it',
  ),
  'refresh-not-seen': texts(
    '访问令牌到期后没有看到刷新',
    'No refresh was seen after the access token expired',
    '只在登录时使用令牌的系统无需处理；会继续调用接口的系统应在收到 401 后刷新。',
    'Nothing to do for a system that uses tokens at sign-in only; one that goes on calling APIs should refresh after a 401.',
  ),
  'refresh-refused': texts(
    '刷新被拒绝：{error}（{description}）',
    'The refresh was refused: {error} ({description})',
    '刷新令牌每次使用后会更换，请保存最新的一个；多个节点要共享它。',
    'Refresh tokens rotate: keep the newest one, and share it between nodes.',
  ),
  'refresh-off': texts('登记中没有刷新令牌方式', 'The registration has no refresh token grant'),
  'forged-state-good': texts('伪造的 state 被拒绝', 'A forged state was refused'),
  'forged-state-accepted': texts(
    '系统接受了伪造的 state 并换取了令牌',
    'The system took a forged state and exchanged the code',
    '回调时必须核对 state 与本浏览器发起登录时的一致，否则可能被诱导登录他人账号。',
    'The callback has to compare state with the one that this browser began with, or people can be signed in as somebody else.',
  ),

  'forged-state-late': texts(
    '系统先用授权码换取令牌，之后才核对 state 并拒绝登录',
    'The system exchanged the code first, and refused the forged state only afterwards',
    '请在换取令牌之前核对 state。',
    'Compare state before the code is exchanged.',
  ),

  'logout-none': texts(
    '没有登记退出通知地址：有人被强制下线时，该系统得不到通知',
    'No back-channel logout address: this system is not told when somebody is signed out',
    '系统支持时请登记后端退出地址（Spring、mod_auth_openidc、openid-client 都支持）。',
    'Register a back-channel address if the system can do it (Spring, mod_auth_openidc and openid-client can).',
  ),
  'forged-logout-good': texts(
    '伪造的退出通知被拒绝（{status}）',
    'A forged logout token was refused ({status})',
  ),
  'forged-logout-accepted': texts(
    '系统对伪造的退出通知返回 {status}，没有拒绝',
    'The system answered {status} to a forged logout token',
    '必须用统一认证公布的密钥（JWKS）验证签名、iss、aud 和 events；否则任何人都能让他人下线。',
    'It has to verify signature (JWKS), iss, aud and events, or anybody can sign people out.',
  ),
  'logout-good': texts('系统返回 {status}', 'The system answered {status}'),
  'logout-unreachable': texts(
    '访问不到 {url}：{reason}',
    '{url} cannot be reached: {reason}',
    '这个地址由统一认证服务器直接访问：请检查地址、端口、防火墙和证书。',
    'This server calls the address directly: check address, port, firewall and certificate.',
  ),
  'logout-outside': texts(
    '{host} 不在允许发送退出通知的网段内',
    '{host} is outside the networks that logout tokens may go to',
    '地址确实属于本单位时，请在 YIMEN_LOGOUT_NETWORKS 中加入它的网段。',
    'If the address is the organisation’s own, add its network to YIMEN_LOGOUT_NETWORKS.',
  ),
  'logout-redirected': texts(
    '{url} 返回 {status} 跳转，没有处理退出通知',
    '{url} answers with redirect {status} instead of taking the token',
    '这个地址不能要求登录：请在系统的安全配置中放行（POST，无会话），并关闭对它的 CSRF 检查。',
    'The address must not ask for sign-in: let it pass (POST, no session) in the system’s security configuration, without CSRF check.',
  ),
  'logout-forbidden': texts(
    '{url} 返回 {status}',
    '{url} answers {status}',
    '多半被 CSRF 检查或登录检查拦截：请对这个地址放行 POST。',
    'Mostly a CSRF or sign-in check stops it: let POST pass at this address.',
  ),
  'logout-not-found': texts(
    '{url} 返回 {status}，没有这个地址',
    '{url} answers {status}: there is no such address',
    '请核对路径（Spring：/logout/connect/back-channel/注册名；mod_auth_openidc：回调地址?logout=backchannel）。',
    'Check the path (Spring: /logout/connect/back-channel/<registrationId>; mod_auth_openidc: redirect URI?logout=backchannel).',
  ),
  'logout-refused': texts(
    '系统拒绝了正确的退出通知：{status} {body}',
    'The system refused a good logout token: {status} {body}',
    '请核对系统配置的 issuer、client_id、签名算法（登记为 {alg}）和服务器时间。',
    'Check issuer, client_id, algorithm ({alg} is registered) and clock of the system.',
  ),
  'logout-error': texts(
    '系统处理退出通知时出错：{status} {body}',
    'The system failed at the logout token: {status} {body}',
    '请查看系统日志。',
    'See the log of the system.',
  ),
  'logout-effect-good': texts(
    '退出通知后，系统要求重新登录',
    'After the logout token the system asks for sign-in',
  ),
  'logout-effect-none': texts(
    '系统确认了退出通知，但会话仍然有效（返回 {status}）',
    'The system confirmed the logout token, but the session goes on ({status})',
    '请按 sid 找到本地会话并使其失效；Spring 需要会话 Cookie 名为 JSESSIONID 并注册 HttpSessionEventPublisher，多个节点要共享会话登记。',
    'Find the local session by sid and end it; Spring needs the cookie JSESSIONID and an HttpSessionEventPublisher, and nodes have to share the registry.',
  ),
  'logout-effect-untested': texts('没有试登录的会话，无法验证', 'There is no trial session to see it with'),

  'front-good': texts('可以在退出页面中打开（{status}）', 'Can be framed on the sign-out page ({status})'),
  'front-none': texts('没有登记前端退出地址', 'No front-channel address is registered'),
  'front-only': texts(
    '只有前端退出：管理员强制下线时无法通知该系统',
    'Front-channel only: this system is not told when an administrator ends a session',
    '系统支持时请改用后端退出。',
    'Use back-channel logout if the system can.',
  ),
  'front-blocked': texts(
    '系统禁止被嵌入（{header}），前端退出不会生效',
    'The system forbids framing ({header}), so front-channel logout has no effect',
    '请只对这个地址去掉 X-Frame-Options，并在 frame-ancestors 中允许 {issuer}。',
    'For this address only, drop X-Frame-Options and allow {issuer} in frame-ancestors.',
  ),
  'front-status': texts(
    '{url} 返回 {status}',
    '{url} answers {status}',
    '请核对前端退出地址。',
    'Check the front-channel address.',
  ),
  'front-unreachable': texts(
    '访问不到 {url}：{reason}',
    '{url} cannot be reached: {reason}',
    '浏览器同样需要访问它，请核对地址。',
    'Browsers need it too: check the address.',
  ),
} as const satisfies Record<string, Texts>;

export type FindingCode = keyof typeof findings;
