import {
  type ConfigurationInput,
  type ConfigurationText,
  note,
  phpQuoted,
  redirectUriOf,
  secretVariable,
} from './configuration-text.ts';

/** jumbojett/openid-connect-php: verifies RS256 and not ES256. */
export function php(input: ConfigurationInput): ConfigurationText {
  const { party } = input;
  const redirect = redirectUriOf(input, '/sign-in.php');
  return {
    id: 'php',
    framework: 'PHP (jumbojett/openid-connect-php)',
    versions: 'jumbojett/openid-connect-php 1.0',
    files: [
      { name: 'sign-in.php', language: 'php', text: signIn(input, redirect) },
      { name: 'refresh.php', language: 'php', text: refresh(input) },
      { name: 'sign-out.php', language: 'php', text: signOut(input) },
      { name: 'back-channel-logout.php', language: 'php', text: logout(input) },
    ],
    notes: [
      note(
        `先执行 composer require jumbojett/openid-connect-php；密钥放在环境变量 ${secretVariable}。回调地址指向 sign-in.php。`,
        `Run composer require jumbojett/openid-connect-php first; the secret is in the environment variable ${secretVariable}. The redirect URI leads to sign-in.php.`,
      ),
      ...(party.idTokenAlg === 'RS256'
        ? []
        : [
            note(
              '这个库不支持 ES256：请在登记中把 ID 令牌签名算法改为 RS256。',
              'This library does not know ES256: register RS256 as the algorithm of ID tokens.',
            ),
          ]),
      note(
        '后端退出需要能按会话编号销毁会话的存储（文件或 Redis），示例使用 PHP 自带的文件会话。',
        'Back-channel logout needs a session store in which a session can be destroyed by its id; the sample uses PHP’s own files.',
      ),
    ],
  };
}

const client = ({ issuer, party }: ConfigurationInput) => `require __DIR__ . '/vendor/autoload.php';

use Jumbojett\\OpenIDConnectClient;

$oidc = new OpenIDConnectClient(
    ${phpQuoted(issuer)},
    ${phpQuoted(party.clientId)},
    getenv('${secretVariable}')
);
${issuer.startsWith('http:') ? '$oidc->setHttpUpgradeInsecureRequests(false); // http in a trial only\n' : ''}`;

function signIn(input: ConfigurationInput, redirect: URL): string {
  const { party } = input;
  const scopes = party.scope.split(' ').filter((scope) => scope !== 'openid');
  return `<?php
${client(input)}$oidc->setRedirectURL(${phpQuoted(redirect.href)});
$oidc->setCodeChallengeMethod('S256');
$oidc->addScope([${scopes.map(phpQuoted).join(', ')}]);

session_start();
// The library looks at state only after it has spent the code.
$state = (string) ($_SESSION['openid_connect_state'] ?? '');
if (isset($_GET['code']) && ($state === '' || !hash_equals($state, (string) ($_GET['state'] ?? '')))) {
    http_response_code(400);
    exit;
}
try {
    $oidc->authenticate(); // redirects to the provider, or takes what it brought back
} catch (Exception $refused) {
    error_log($refused->getMessage());
    http_response_code(401);
    exit;
}
$claims = $oidc->getVerifiedClaims();
session_regenerate_id(true);
$_SESSION['person'] = ['sub' => $claims->sub, 'name' => $claims->name ?? ''];
$_SESSION['id_token'] = $oidc->getIdToken();
$_SESSION['access_token'] = $oidc->getAccessToken();
$_SESSION['refresh_token'] = $oidc->getRefreshToken();
// For back-channel logout: which session of ours belongs to which one of the provider.
file_put_contents(sys_get_temp_dir() . '/yimen-sid-' . hash('sha256', $claims->sid), session_id());
header('Location: /');
`;
}

function refresh(input: ConfigurationInput): string {
  return `<?php
// To include before a call that needs the access token, when it is about to expire.
${client(input)}
session_start();
$answer = $oidc->refreshToken($_SESSION['refresh_token'] ?? '');
if (!isset($answer->access_token)) { // signed out at the provider, or unused for too long
    session_destroy();
    header('Location: /sign-in.php');
    exit;
}
$_SESSION['access_token'] = $answer->access_token;
$_SESSION['refresh_token'] = $answer->refresh_token ?? $_SESSION['refresh_token'];
`;
}

function signOut(input: ConfigurationInput): string {
  const signedOut = input.party.postLogoutRedirectUris[0];
  return `<?php
${client(input)}
session_start();
$idToken = (string) ($_SESSION['id_token'] ?? '');
session_destroy();
if ($idToken === '') {
    header('Location: /');
    exit;
}
$oidc->signOut($idToken, ${signedOut === undefined ? 'null' : phpQuoted(signedOut)});
`;
}

function logout(input: ConfigurationInput): string {
  return `<?php
${client(input)}
try {
    $isVerified = $oidc->verifyLogoutToken();
} catch (Throwable $refused) { // no token, or a signature that is not the provider's
    $isVerified = false;
}
// Releases up to 1.0.2 do not look at exp.
if (!$isVerified || ($oidc->getVerifiedClaims('exp') ?? 0) < time() - 60) {
    http_response_code(400);
    exit;
}
$map = sys_get_temp_dir() . '/yimen-sid-' . hash('sha256', (string) $oidc->getSidFromBackChannel());
if (is_file($map)) {
    session_id((string) file_get_contents($map));
    session_start();
    session_destroy();
    unlink($map);
}
http_response_code(200);
`;
}
