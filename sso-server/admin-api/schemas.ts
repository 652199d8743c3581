import { z } from 'zod';
import { personProfile } from '../organisation/standard-claims.ts';
import { clientProtocolSchema } from '../relying-parties/client-protocol.ts';

const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, dot, hyphen and underscore');
const localized = z.strictObject({
  'zh-CN': z.string().trim().min(1).max(200),
  'en-US': z.string().trim().min(1).max(200),
});
const longText = z.strictObject({ 'zh-CN': z.string().max(1000), 'en-US': z.string().max(1000) });
const sortOrder = z.number().int().min(0).max(1_000_000).default(0);
/** Only http(s), no user information, no fragment; matching is exact, so a wildcard is refused here. */
const webAddress = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((value) => !value.includes('*') && !value.includes('#'), 'no wildcard and no fragment')
  .refine((value) => {
    const url = URL.parse(value);
    return url !== null && url.username === '' && url.password === '';
  }, 'no user information');
const phone = z.string().max(40).nullable().default(null);

export const idParams = z.strictObject({ id });

export const putUnit = z.strictObject({
  name: localized,
  parentId: id.nullable().default(null),
  code: z.string().max(40).nullable().default(null),
  sortOrder,
});

export const putPost = z.strictObject({ name: localized, sortOrder });

export const putRole = z.strictObject({ name: localized, description: longText.nullable().default(null) });

export const putGroup = z.strictObject({ name: localized, description: longText.nullable().default(null) });

export const putPerson = z.strictObject({
  username: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .regex(/^[^\s/\\<>"']+$/u, 'no spaces, slashes, quotes or angle brackets'),
  name: localized,
  unitId: id.nullable().default(null),
  postId: id.nullable().default(null),
  roles: z.array(id).max(50).default([]),
  locale: z.enum(['zh-CN', 'en-US']).default('zh-CN'),
  officePhone: phone,
  mobilePhone: phone,
  room: z.string().max(80).nullable().default(null),
  email: z.email().max(200).nullable().default(null),
  profile: personProfile.nullable().default(null),
  sortOrder,
  isActive: z.boolean().default(true),
  /** Given: becomes the password. Absent: the password stays as it is. */
  password: z.string().min(8).max(256).optional(),
  /** From an older system (bcrypt, salted digests …): the first credential of a person, never a second one. */
  passwordHash: z.string().max(400).optional(),
  /** The password opens nothing but the page that sets the next one. */
  isPasswordTemporary: z.boolean().default(false),
});

export const audience = z.union([
  z.literal('*').transform(() => ({ everyone: true })),
  z.strictObject({
    everyone: z.boolean().optional(),
    roles: z.array(id).max(100).optional(),
    units: z.array(id).max(500).optional(),
    posts: z.array(id).max(100).optional(),
    groups: z.array(id).max(100).optional(),
  }),
]);

export const grantTypes = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:token-exchange',
] as const;

export const putRelyingParty = z.strictObject({
  name: localized,
  description: longText.default({ 'zh-CN': '', 'en-US': '' }),
  url: webAddress.nullable().default(null),
  /** A name from the icon set of the portal, or an address. */
  icon: z.string().max(200).nullable().default(null),
  /** Whom a person without the right should ask, shown as it is. */
  contact: z.string().max(200).nullable().default(null),
  /** Given: becomes the secret. Absent: stays, or is generated for a new client and returned once. */
  clientSecret: z
    .string()
    .min(32)
    .max(128)
    .regex(/^[A-Za-z0-9._~-]+$/, 'only characters that need no encoding in HTTP Basic')
    .optional(),
  redirectUris: z.array(webAddress).max(20).default([]),
  postLogoutRedirectUris: z.array(webAddress).max(20).default([]),
  backchannelLogoutUri: webAddress.nullable().default(null),
  /** For systems that have nothing else: framed on the signed-out page. */
  frontchannelLogoutUri: webAddress.nullable().default(null),
  /** Whether `iss` and `sid` are added to that address. */
  frontchannelLogoutSessionRequired: z.boolean().default(false),
  grantTypes: z.array(z.enum(grantTypes)).min(1).default(['authorization_code', 'refresh_token']),
  scope: z
    .string()
    .max(500)
    .regex(/^[\x21-\x7e]+( [\x21-\x7e]+)*$/, 'scopes separated by single spaces')
    .default('openid profile organisation offline_access'),
  /** Audience → scopes, for client credentials and token exchange. */
  resources: z.record(z.string().min(1).max(200), z.array(z.string().min(1).max(100)).max(50)).default({}),
  whoMayUse: audience.default({ everyone: false }),
  ...clientProtocolSchema,
  idTokenAlg: z.enum(['ES256', 'RS256']).default('ES256'),
  isListed: z.boolean().default(true),
  isFirstParty: z.boolean().default(true),
  rotateRefreshTokens: z.boolean().default(true),
  isActive: z.boolean().default(true),
  sortOrder,
});

const scopeName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'a scope token as in RFC 6749 section 3.3');

export const putResource = z.strictObject({
  audience: z
    .string()
    .max(200)
    .refine((value) => URL.canParse(value) && !value.includes('#'), 'an absolute URI without fragment'),
  name: localized,
  scopes: z
    .array(
      z.union([
        scopeName.transform((name) => ({ name, roles: ['*'] })),
        z.strictObject({ name: scopeName, roles: z.array(z.string().min(1)).default(['*']) }),
      ]),
    )
    .max(100),
});

export type PutPerson = z.output<typeof putPerson>;
export type PutRelyingParty = z.output<typeof putRelyingParty>;
export type PutResource = z.output<typeof putResource>;
