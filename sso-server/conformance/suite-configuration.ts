import type { ConformanceConfig } from './conformance-config.ts';

type Command = readonly (string | number)[];
type Task = { task: string; match: string; optional?: true; commands?: Command[] };
type Script = { match: string; 'match-limit'?: number; tasks: Task[] };

/**
 * The configuration of the OpenID Foundation's conformance suite for this provider, to paste into its form "JSON":
 * discovery, the clients, and what its browser does on our pages (ids of the pages are in the README).
 */
export function suiteConfiguration(config: ConformanceConfig) {
  const issuer = config.conformancePublicUrl;
  const client = (client_id: string, client_secret: string) => ({ client_id, client_secret });
  return {
    alias: config.conformanceAlias,
    description: 'Yimen sso-server',
    server: {
      discoveryUrl: `${issuer}/.well-known/openid-configuration`,
      login_hint: config.conformanceUsername,
    },
    client: client(config.conformanceClientId, config.conformanceClientSecret),
    client2: client(config.conformanceClient2Id, config.conformanceClient2Secret),
    client_secret_post: client(config.conformanceClientPostId, config.conformanceClientPostSecret),
    browser: [signInScript(config), signOutScript(issuer)],
    override: overrides(config),
  };
}

/** Both are there or not: a page of somebody who is signed in asks for consent only. */
const signInTask = ({
  conformancePublicUrl,
  conformanceUsername,
  conformancePassword,
}: ConformanceConfig): Task => ({
  task: 'Sign in',
  match: `${conformancePublicUrl}/interaction/*`,
  optional: true,
  commands: [
    ['text', 'id', 'username', conformanceUsername, 'optional'],
    ['text', 'id', 'password', conformancePassword, 'optional'],
    ['click', 'id', 'sign-in', 'optional'],
  ],
});

const consentTask = (issuer: string): Task => ({
  task: 'Agree',
  match: `${issuer}/interaction/*`,
  optional: true,
  commands: [['click', 'id', 'agree', 'optional']],
});

const completeTask: Task = {
  task: 'Back at the suite',
  match: '*/test/*/callback*',
  commands: [['wait', 'id', 'submission_complete', 10]],
};

function signInScript(config: ConformanceConfig): Script {
  const issuer = config.conformancePublicUrl;
  return { match: `${issuer}/auth*`, tasks: [signInTask(config), consentTask(issuer), completeTask] };
}

/** The page of ours counts as the picture that a module asks for. */
const pictureOf = (code: string): Command => ['wait', 'xpath', '//*', 10, code, 'update-image-placeholder'];

function signOutScript(issuer: string): Script {
  return {
    match: `${issuer}/session/end*`,
    tasks: [
      {
        task: 'Confirm',
        match: `${issuer}/session/end*`,
        optional: true,
        commands: [['click', 'id', 'sign-out', 'optional']],
      },
      { task: 'Done', match: '*' },
    ],
  };
}

function overrides(config: ConformanceConfig) {
  const issuer = config.conformancePublicUrl;
  const errorPage = (code: string): { browser: Script[] } => ({
    browser: [
      {
        match: `${issuer}/auth*`,
        tasks: [{ task: code, match: `${issuer}/*`, commands: [pictureOf(`[\\s\\S]*${code}[\\s\\S]*`)] }],
      },
    ],
  });
  const signOutPage = (code: string): { browser: Script[] } => ({
    browser: [
      signInScript(config),
      {
        match: `${issuer}/session/end*`,
        tasks: [
          { task: code, match: `${issuer}/*`, commands: [pictureOf(`[\\s\\S]*${code}[\\s\\S]*`)] },
          { task: 'Confirm', match: `${issuer}/session/end*`, commands: [['click', 'id', 'sign-out']] },
        ],
      },
    ],
  });
  const signedOut = (confirms: boolean): { browser: Script[] } => ({
    browser: [
      signInScript(config),
      {
        match: `${issuer}/session/end*`,
        tasks: [
          ...(confirms
            ? [
                {
                  task: 'Confirm',
                  match: `${issuer}/session/end*`,
                  commands: [['click', 'id', 'sign-out']],
                } as Task,
              ]
            : []),
          {
            task: 'Signed out',
            match: `${issuer}/signed-out*`,
            commands: [pictureOf('[\\s\\S]*已退出登录[\\s\\S]*')],
          },
        ],
      },
    ],
  });
  return {
    'oidcc-ensure-registered-redirect-uri': errorPage('invalid_redirect_uri'),
    // Request objects are not supported, so the redirect URI outside of it counts, and that is a bad one.
    'oidcc-ensure-request-object-with-redirect-uri': errorPage('invalid_redirect_uri'),
    'oidcc-prompt-login': secondSignIn(config),
    'oidcc-max-age-1': secondSignIn(config),
    'oidcc-rp-initiated-logout-bad-post-logout-redirect-uri': signOutPage(
      'post_logout_redirect_uri_not_registered',
    ),
    'oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri': signOutPage(
      'post_logout_redirect_uri_not_registered',
    ),
    'oidcc-rp-initiated-logout-modified-id-token-hint': signOutPage('invalid_id_token_hint'),
    'oidcc-rp-initiated-logout-bad-id-token-hint': signOutPage('invalid_id_token_hint'),
    'oidcc-rp-initiated-logout-no-id-token-hint': signOutPage('post_logout_redirect_uri_not_registered'),
    'oidcc-rp-initiated-logout-no-params': signedOut(true),
    'oidcc-rp-initiated-logout-only-state': signedOut(true),
    'oidcc-rp-initiated-logout-no-post-logout-redirect-uri': signedOut(false),
  };
}

/** The module wants to see that the second request asks for the password again. */
function secondSignIn(config: ConformanceConfig): { browser: Script[] } {
  const issuer = config.conformancePublicUrl;
  const signIn = signInTask(config);
  return {
    browser: [
      { ...signInScript(config), 'match-limit': 1 },
      {
        match: `${issuer}/auth*`,
        tasks: [
          {
            ...signIn,
            optional: true,
            commands: [pictureOf('[\\s\\S]*密码[\\s\\S]*'), ...(signIn.commands ?? [])],
          },
          consentTask(issuer),
          completeTask,
        ],
      },
    ],
  };
}
