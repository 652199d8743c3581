import type { Registration } from '../../../contract/relying-party.ts';

/** What the wizard's fields hold. */
export type WizardValues = {
  clientId: string;
  framework: string;
  nameZh: string;
  nameEn: string;
  descriptionZh: string;
  descriptionEn: string;
  contact: string;
  isListed: boolean;
  isActive: boolean;
  url: string;
  redirectUris: string[];
  postLogoutRedirectUris: string[];
  audience: 'everyone' | 'certain';
  units: string[];
  posts: string[];
  roles: string[];
  groups: string[];
  backchannelLogoutUri: string;
  frontchannelLogoutUri: string;
  frontchannelLogoutSessionRequired: boolean;
  tokenEndpointAuthMethod: Registration['tokenEndpointAuthMethod'];
  idTokenAlg: Registration['idTokenAlg'];
  requirePkce: boolean;
  rotateRefreshTokens: boolean;
  claimsInIdToken: boolean;
  scope: string;
};

export const frameworkIds = [
  'spring-security',
  'asp-net-core',
  'php',
  'mod-auth-openidc',
  'node',
  'other',
  'program',
] as const;

/** Paths that each framework uses when nobody says otherwise. */
const paths: Readonly<
  Record<string, { callback: string; signedOut: string; back?: string; front?: string }>
> = {
  'spring-security': {
    callback: '/login/oauth2/code/yimen',
    signedOut: '/',
    back: '/logout/connect/back-channel/yimen',
  },
  'asp-net-core': { callback: '/signin-oidc', signedOut: '/signout-callback-oidc', front: '/signout-oidc' },
  php: { callback: '/sign-in.php', signedOut: '/', back: '/back-channel-logout.php' },
  'mod-auth-openidc': {
    callback: '/protected/redirect_uri',
    signedOut: '/',
    back: '/protected/redirect_uri?logout=backchannel',
  },
  node: { callback: '/auth/callback', signedOut: '/auth/signed-out', back: '/auth/back-channel-logout' },
};

/** Libraries that verify nothing but RS256, at sign-in (PHP) or at back-channel logout (Spring Security). */
const withoutEs256: readonly string[] = ['spring-security', 'php'];

/** The algorithm of ID tokens and logout tokens that a framework can verify. */
export const algorithmOf = (framework: string): Registration['idTokenAlg'] =>
  withoutEs256.includes(framework) ? 'RS256' : 'ES256';

/** Addresses as this framework has them; undefined where it has no custom, or the address is none. */
export function suggestedAddresses(framework: string, url: string): Partial<WizardValues> | undefined {
  const usual = paths[framework];
  const origin = URL.parse(url)?.origin;
  if (!usual || origin === undefined || origin === 'null') return undefined;
  return {
    redirectUris: [origin + usual.callback],
    postLogoutRedirectUris: [origin + usual.signedOut],
    backchannelLogoutUri: usual.back === undefined ? '' : origin + usual.back,
    frontchannelLogoutUri: usual.front === undefined ? '' : origin + usual.front,
  };
}

export const newValues: WizardValues = {
  clientId: '',
  framework: 'spring-security',
  nameZh: '',
  nameEn: '',
  descriptionZh: '',
  descriptionEn: '',
  contact: '',
  isListed: true,
  isActive: true,
  url: '',
  redirectUris: [],
  postLogoutRedirectUris: [],
  audience: 'certain',
  units: [],
  posts: [],
  roles: [],
  groups: [],
  backchannelLogoutUri: '',
  frontchannelLogoutUri: '',
  frontchannelLogoutSessionRequired: false,
  tokenEndpointAuthMethod: 'client_secret_basic',
  idTokenAlg: 'RS256',
  requirePkce: true,
  rotateRefreshTokens: true,
  claimsInIdToken: true,
  scope: 'openid profile organisation offline_access',
};

export function valuesOf(clientId: string, from: Registration): WizardValues {
  const { units = [], posts = [], roles = [], groups = [], everyone } = from.whoMayUse;
  const lists = {
    units: [...units],
    posts: [...posts],
    roles: [...roles],
    groups: [...groups],
    redirectUris: [...from.redirectUris],
    postLogoutRedirectUris: [...from.postLogoutRedirectUris],
  };
  const { isListed, isActive, requirePkce, claimsInIdToken, rotateRefreshTokens, scope, idTokenAlg } = from;
  return {
    ...{ clientId, ...lists, isListed, isActive, requirePkce, claimsInIdToken, rotateRefreshTokens, scope },
    idTokenAlg,
    framework: from.grantTypes.includes('authorization_code') ? 'other' : 'program',
    nameZh: from.name['zh-CN'],
    nameEn: from.name['en-US'],
    descriptionZh: from.description['zh-CN'],
    descriptionEn: from.description['en-US'],
    contact: from.contact ?? '',
    url: from.url ?? '',
    audience: everyone === true ? 'everyone' : 'certain',
    backchannelLogoutUri: from.backchannelLogoutUri ?? '',
    frontchannelLogoutUri: from.frontchannelLogoutUri ?? '',
    frontchannelLogoutSessionRequired: from.frontchannelLogoutSessionRequired,
    tokenEndpointAuthMethod: from.tokenEndpointAuthMethod,
  };
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

/** The body of the PUT; what the wizard does not ask for stays as it was. */
export function registrationOf(values: WizardValues, before: Registration | undefined) {
  const isProgram = values.framework === 'program';
  const signIn = ['authorization_code', 'refresh_token'];
  return {
    ...(before ?? { icon: null, isFirstParty: true, sortOrder: 0, resources: {}, jwks: null }),
    name: { 'zh-CN': values.nameZh.trim(), 'en-US': values.nameEn.trim() },
    description: { 'zh-CN': values.descriptionZh.trim(), 'en-US': values.descriptionEn.trim() },
    contact: orNull(values.contact),
    url: orNull(values.url),
    redirectUris: values.redirectUris,
    postLogoutRedirectUris: values.postLogoutRedirectUris,
    backchannelLogoutUri: orNull(values.backchannelLogoutUri),
    frontchannelLogoutUri: orNull(values.frontchannelLogoutUri),
    frontchannelLogoutSessionRequired: values.frontchannelLogoutSessionRequired,
    grantTypes: before?.grantTypes ?? (isProgram ? ['client_credentials'] : signIn),
    whoMayUse: whoMayUse(values),
    tokenEndpointAuthMethod: values.tokenEndpointAuthMethod,
    idTokenAlg: values.idTokenAlg,
    requirePkce: values.requirePkce,
    rotateRefreshTokens: values.rotateRefreshTokens,
    claimsInIdToken: values.claimsInIdToken,
    scope: values.scope.trim(),
    isListed: values.isListed && !isProgram,
    isActive: values.isActive,
  };
}

function whoMayUse(values: WizardValues) {
  if (values.audience === 'everyone') return { everyone: true };
  const { units, posts, roles, groups } = values;
  const given = Object.entries({ units, posts, roles, groups }).filter(([, list]) => list.length > 0);
  return Object.fromEntries(given);
}

/** Which step a mistake that the service found belongs to, and its field. */
export function fieldAt(pointer: string): { name: keyof WizardValues; step: number } | undefined {
  const [, member = '', part] = /^\/(?:body|params)\/(\w+)(?:\/([\w-]+))?/.exec(pointer) ?? [];
  const renamed: Readonly<Record<string, keyof WizardValues>> = {
    id: 'clientId',
    name: part === 'en-US' ? 'nameEn' : 'nameZh',
    description: part === 'en-US' ? 'descriptionEn' : 'descriptionZh',
    whoMayUse: 'audience',
  };
  const name = renamed[member] ?? (member in newValues ? (member as keyof WizardValues) : undefined);
  return name && { name, step: stepFields.findIndex((fields) => fields.includes(name)) };
}

/** Fields by step. */
export const stepFields: readonly (readonly (keyof WizardValues)[])[] = [
  [
    'framework',
    'clientId',
    'nameZh',
    'nameEn',
    'descriptionZh',
    'descriptionEn',
    'contact',
    'isListed',
    'isActive',
  ],
  ['url', 'redirectUris', 'postLogoutRedirectUris'],
  ['audience', 'units', 'posts', 'roles', 'groups'],
  [
    'backchannelLogoutUri',
    'frontchannelLogoutUri',
    'frontchannelLogoutSessionRequired',
    'tokenEndpointAuthMethod',
    'idTokenAlg',
    'requirePkce',
    'rotateRefreshTokens',
    'claimsInIdToken',
    'scope',
  ],
];
