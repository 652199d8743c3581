import {
  type ConfigurationInput,
  type ConfigurationText,
  note,
  quoted,
  redirectUriOf,
  registeredNote,
  secretVariable,
  yamlQuoted,
} from './configuration-text.ts';

const usualPath = '/login/oauth2/code/yimen';

/** Spring Boot with Spring Security: login, PKCE, RP-initiated and back-channel logout. */
export function springSecurity(input: ConfigurationInput): ConfigurationText {
  const { issuer, party } = input;
  const redirect = redirectUriOf(input, usualPath);
  const registrationId = /^\/login\/oauth2\/code\/([\w-]+)$/.exec(redirect.pathname)?.[1] ?? 'yimen';
  return {
    id: 'spring-security',
    framework: 'Spring Security',
    versions: 'Spring Boot 4.0 / Spring Security 7.0',
    files: [
      { name: 'application.yml', language: 'yaml', text: yaml(input, registrationId, redirect) },
      { name: 'SecurityConfig.java', language: 'java', text: java(input, redirect) },
    ],
    notes: [
      note(
        `依赖 spring-boot-starter-security 和 spring-boot-starter-oauth2-client；密钥放在环境变量 ${secretVariable}。`,
        `Needs spring-boot-starter-security and spring-boot-starter-oauth2-client; the secret is in the environment variable ${secretVariable}.`,
      ),
      note(
        'Spring Security 7 默认启用 PKCE；6.x 需要用 OAuth2AuthorizationRequestCustomizers.withPkce() 打开。',
        'PKCE is on by default in Spring Security 7; 6.x needs OAuth2AuthorizationRequestCustomizers.withPkce().',
      ),
      note(
        '后端退出要求会话 Cookie 名为 JSESSIONID；多个节点时请提供共享的 OidcSessionRegistry。',
        'Back-channel logout needs the session cookie to be JSESSIONID; several nodes need a shared OidcSessionRegistry.',
      ),
      ...(party.idTokenAlg === 'RS256'
        ? []
        : [
            note(
              'Spring Security 验证退出令牌时只认 RS256，且没有设置可改：要用后端退出，请在登记中把 ID 令牌签名算法改为 RS256。',
              'Spring Security verifies logout tokens with RS256 only and has no setting for it: register RS256 as the algorithm of ID tokens for back-channel logout.',
            ),
          ]),
      ...registeredNote(
        'backchannel',
        `${redirect.origin}/logout/connect/back-channel/${registrationId}`,
        party.backchannelLogoutUri,
      ),
      note(
        `检测时的登录起点：${redirect.origin}/oauth2/authorization/${registrationId}；issuer：${issuer}`,
        `Start of sign-in for the live check: ${redirect.origin}/oauth2/authorization/${registrationId}; issuer: ${issuer}`,
      ),
    ],
  };
}

function yaml({ issuer, party }: ConfigurationInput, id: string, redirect: URL): string {
  const method = party.tokenEndpointAuthMethod;
  return `spring:
  security:
    oauth2:
      client:
        registration:
          ${id}:
            client-id: ${yamlQuoted(party.clientId)}
            client-secret: \${${secretVariable}}
            client-authentication-method: ${method}
            authorization-grant-type: authorization_code
            redirect-uri: ${yamlQuoted(redirect.href)}
            scope:
${party.scope
  .split(' ')
  .map((scope) => `              - ${yamlQuoted(scope)}`)
  .join('\n')}
        provider:
          ${id}:
            issuer-uri: ${yamlQuoted(issuer)}
            user-name-attribute: preferred_username
`;
}

function java({ party }: ConfigurationInput, redirect: URL): string {
  const alg = party.idTokenAlg;
  // {baseUrl} is without the slash that the registered address has.
  const signedOut = party.postLogoutRedirectUris[0] ?? '{baseUrl}/';
  // The filter of Spring Security looks at /login/oauth2/code/* unless it is told otherwise.
  const login = redirect.pathname.startsWith('/login/oauth2/code/')
    ? 'withDefaults()'
    : `login -> login.redirectionEndpoint(endpoint -> endpoint.baseUri(${quoted(redirect.pathname)}))`;
  return `import static org.springframework.security.config.Customizer.withDefaults;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.session.HttpSessionEventPublisher;

@Configuration
@EnableWebSecurity
public class SecurityConfig {

  @Bean
  SecurityFilterChain filterChain(HttpSecurity http, ClientRegistrationRepository clients) throws Exception {
    var signedOut = new OidcClientInitiatedLogoutSuccessHandler(clients);
    signedOut.setPostLogoutRedirectUri(${quoted(signedOut)});
    http
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .oauth2Login(${login})
        .oidcLogout(logout -> logout.backChannel(withDefaults()))
        .logout(logout -> logout.logoutSuccessHandler(signedOut));
    return http.build();
  }

  @Bean
  HttpSessionEventPublisher sessionEventPublisher() {
    return new HttpSessionEventPublisher();
  }

  // The default is RS256.
  @Bean
  JwtDecoderFactory<ClientRegistration> idTokenDecoderFactory() {
    var factory = new OidcIdTokenDecoderFactory();
    factory.setJwsAlgorithmResolver(registration -> SignatureAlgorithm.${alg});
    return factory;
  }
}
`;
}
