import { z } from 'zod';

const text = (longest: number) => z.string().trim().min(1).max(longest).optional();
const address = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .optional();

/**
 * What the standard claims (OpenID Connect Core 1.0, 5.1) say of a person beyond her name, user name, language,
 * telephones and e-mail address, which are members of her record. Kept as one value: nothing is looked up by it.
 */
export const personProfile = z.strictObject({
  familyName: text(60),
  givenName: text(60),
  middleName: text(60),
  nickname: text(60),
  /** Address of her page, picture and web site. */
  profile: address,
  picture: address,
  website: address,
  /** `female`, `male` or another word (5.1). */
  gender: text(40),
  /** 5.1: YYYY-MM-DD, or YYYY; the year 0000 leaves it out. */
  birthdate: z
    .string()
    .regex(/^\d{4}(-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$/, 'YYYY-MM-DD or YYYY')
    .optional(),
  /** A time zone of the IANA database. */
  zoneinfo: z.string().max(60).refine(isTimeZone, 'a time zone such as Asia/Shanghai').optional(),
  emailVerified: z.boolean().optional(),
  phoneVerified: z.boolean().optional(),
  /** 5.1.1 */
  address: z
    .strictObject({
      formatted: text(500),
      streetAddress: text(300),
      locality: text(100),
      region: text(100),
      postalCode: text(20),
      country: text(60),
    })
    .optional(),
});

export type PersonProfile = z.output<typeof personProfile>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** What the claims are taken from. */
export type ClaimSource = {
  username: string;
  name: { 'zh-CN': string; 'en-US': string };
  locale: string;
  email: string | null;
  mobilePhone: string | null;
  officePhone: string | null;
  room: string | null;
  profile: PersonProfile | null;
  updatedAt: number;
};

/** 5.4: the claims that each scope stands for. `organisation` is ours. */
export const claimsOfScopes = {
  openid: ['sub', 'acr', 'amr', 'auth_time'],
  profile: [
    ...['name', 'name#en-US', 'family_name', 'given_name', 'middle_name', 'nickname', 'preferred_username'],
    ...['profile', 'picture', 'website', 'gender', 'birthdate', 'zoneinfo', 'locale', 'updated_at'],
  ],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  address: ['address'],
  organisation: ['roles', 'groups', 'unit', 'post', 'unit_path'],
};

/** 5.1: what is not known is left out; an address or number is verified only when somebody has said so. */
export function standardClaims(person: ClaimSource): Record<string, unknown> {
  const profile = person.profile ?? {};
  const telephone = person.mobilePhone ?? person.officePhone;
  return withoutEmpty({
    name: person.name['zh-CN'],
    // 5.2: the same claim in another language.
    'name#en-US': person.name['en-US'],
    family_name: profile.familyName,
    given_name: profile.givenName,
    middle_name: profile.middleName,
    nickname: profile.nickname,
    preferred_username: person.username,
    profile: profile.profile,
    picture: profile.picture,
    website: profile.website,
    gender: profile.gender,
    birthdate: profile.birthdate,
    zoneinfo: profile.zoneinfo ?? 'Asia/Shanghai',
    locale: person.locale,
    updated_at: Math.floor(person.updatedAt / 1000),
    email: person.email,
    email_verified: person.email === null ? undefined : (profile.emailVerified ?? false),
    phone_number: telephone,
    phone_number_verified: telephone === null ? undefined : (profile.phoneVerified ?? false),
    address: addressClaim(person),
  });
}

function addressClaim({ profile, room }: ClaimSource): Record<string, unknown> | undefined {
  const { formatted, streetAddress, locality, region, postalCode, country } = profile?.address ?? {};
  const claim = withoutEmpty({
    formatted: formatted ?? room,
    street_address: streetAddress,
    locality,
    region,
    postal_code: postalCode,
    country,
  });
  return Object.keys(claim).length === 0 ? undefined : claim;
}

function withoutEmpty(claims: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(claims).filter(([, value]) => value !== undefined && value !== null),
  );
}

/** The claims that a client may ever learn: those of the scopes it is registered for. */
export function claimsForScopes(scope: string): Set<string> {
  const names = new Set<string>();
  for (const name of scope.split(' ')) {
    for (const claim of claimsOfScopes[name as keyof typeof claimsOfScopes] ?? []) names.add(claim);
  }
  return names;
}
