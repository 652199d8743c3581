export type { TokenTarget } from './audience-tokens.ts';
export {
  type CallerGuard,
  type CallerGuardOptions,
  createCallerGuard,
} from './caller-guard/create-caller-guard.ts';
export { createRelyingParty, type RelyingParty } from './create-relying-party.ts';
export { relyingPartyMigrations } from './migrations/index.ts';
export type { RelyingPartyOptions } from './relying-party-options.ts';
export type { LocalName, RpClaims, RpSession } from './rp-session.ts';
export { siteDocument } from './site-document/site-document.ts';
export type { RelyingPartyTables } from './tables.ts';
