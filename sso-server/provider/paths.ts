/** Every path of the provider and its pages. */
export const paths = {
  provider: {
    authorization: '/auth',
    end_session: '/session/end',
    introspection: '/introspection',
    jwks: '/jwks',
    revocation: '/revocation',
    token: '/token',
    userinfo: '/userinfo',
  },
  authorization: '/auth',
  endSession: '/session/end',
  signedOut: '/signed-out',
  locale: '/locale',
  account: '/account',
  accountSignedIn: '/account/signed-in',
  ownPassword: '/account/password',
  ownSessions: '/account/sessions',
  activate: '/activate',
  passkeyScript: '/sign-in/passkey.js',
  factors: '/account/factors',
  interaction: (uid: string) => `/interaction/${uid}`,
} as const;
