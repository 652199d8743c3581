import type { LocalizedText } from '../../database-schema.ts';
import type { RelyingParty } from '../relying-party-directory.ts';

/** What a system of this kind has to be given, from its registration. Never with the secret. */
export type ConfigurationText = {
  id: string;
  framework: string;
  /** The versions that the names in it are of. */
  versions: string;
  files: { name: string; language: string; text: string }[];
  notes: LocalizedText[];
};

export type ConfigurationInput = {
  issuer: string;
  party: Pick<
    RelyingParty,
    | 'clientId'
    | 'redirectUris'
    | 'postLogoutRedirectUris'
    | 'backchannelLogoutUri'
    | 'frontchannelLogoutUri'
    | 'scope'
    | 'idTokenAlg'
    | 'tokenEndpointAuthMethod'
    | 'isPkceRequired'
    | 'url'
  >;
};

/** Where the secret goes: it was shown once, and the text is read by more people than the secret. */
export const secretVariable = 'YIMEN_CLIENT_SECRET';

export const note = (zh: string, en: string): LocalizedText => ({ 'zh-CN': zh, 'en-US': en });

/** The redirect URI that is registered, or one of the kind that this framework uses. */
export function redirectUriOf({ party }: ConfigurationInput, usualPath: string): URL {
  const first = party.redirectUris[0];
  return new URL(first ?? `${originOf(party.url)}${usualPath}`);
}

const originOf = (url: string | null) => (url === null ? 'https://system.example' : new URL(url).origin);

/** Says which addresses have to be registered for this framework, when others are. */
export function registeredNote(field: string, expected: string, registered: string | null): LocalizedText[] {
  if (registered === expected) return [];
  return [
    note(
      `请把${fieldNames[field]?.['zh-CN'] ?? field}登记为 ${expected}（现在登记的是 ${registered ?? '空'}）。`,
      `Register ${expected} as ${fieldNames[field]?.['en-US'] ?? field} (now: ${registered ?? 'none'}).`,
    ),
  ];
}

const fieldNames: Record<string, LocalizedText> = {
  backchannel: { 'zh-CN': '后端退出地址', 'en-US': 'back-channel logout address' },
  frontchannel: { 'zh-CN': '前端退出地址', 'en-US': 'front-channel logout address' },
  redirect: { 'zh-CN': '回调地址', 'en-US': 'redirect URI' },
};

/** A value inside double quotes of a configuration file; line breaks cannot be in a registered address. */
export const quoted = (value: string) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
/** A value inside single quotes, as PHP and YAML differ in. */
export const phpQuoted = (value: string) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
export const yamlQuoted = (value: string) => `'${value.replaceAll("'", "''")}'`;
