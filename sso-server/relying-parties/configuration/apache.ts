import {
  type ConfigurationInput,
  type ConfigurationText,
  note,
  quoted,
  redirectUriOf,
  registeredNote,
  secretVariable,
} from './configuration-text.ts';

/** mod_auth_openidc in front of anything that Apache serves or proxies. */
export function apache(input: ConfigurationInput): ConfigurationText {
  const { party } = input;
  const redirect = redirectUriOf(input, '/protected/redirect_uri');
  return {
    id: 'mod-auth-openidc',
    framework: 'Apache mod_auth_openidc',
    versions: 'mod_auth_openidc 2.4',
    files: [{ name: 'yimen.conf', language: 'apache', text: conf(input, redirect) }],
    notes: [
      note(
        `密钥放在环境变量 ${secretVariable}（/etc/apache2/envvars），口令 YIMEN_CRYPTO_PASSPHRASE 用 openssl rand -base64 32 生成。`,
        `The secret is in the environment variable ${secretVariable} (/etc/apache2/envvars); make YIMEN_CRYPTO_PASSPHRASE with openssl rand -base64 32.`,
      ),
      note(
        '回调地址只归模块使用，不要指向真实页面；人员信息以请求头 OIDC_CLAIM_… 交给后面的应用。',
        'The redirect URI belongs to the module and must be no page; the application behind gets headers OIDC_CLAIM_….',
      ),
      ...registeredNote('backchannel', `${redirect.href}?logout=backchannel`, party.backchannelLogoutUri),
    ],
  };
}

function conf({ issuer, party }: ConfigurationInput, redirect: URL): string {
  const signedOut = party.postLogoutRedirectUris[0] ?? `${redirect.origin}/`;
  return `OIDCProviderMetadataURL ${issuer.replace(/\/$/, '')}/.well-known/openid-configuration
OIDCClientID ${quoted(party.clientId)}
OIDCClientSecret \${${secretVariable}}
OIDCProviderTokenEndpointAuth ${party.tokenEndpointAuthMethod}
OIDCRedirectURI ${redirect.href}
OIDCCryptoPassphrase \${YIMEN_CRYPTO_PASSPHRASE}
OIDCScope ${quoted(party.scope)}
OIDCPKCEMethod S256
OIDCIDTokenSignedResponseAlg ${party.idTokenAlg}
OIDCRemoteUserClaim preferred_username
OIDCDefaultLoggedOutURL ${signedOut}
# Back-channel logout needs sessions on the server; shared by the nodes when it is redis.
OIDCSessionType server-cache
OIDCSessionInactivityTimeout 1800

<Location />
  AuthType openid-connect
  Require valid-user
</Location>
`;
}
