/** What other workspaces' tests start a real sso-server with (`@yimen/sso-server/testing`). */
export { require } from './factors/factor-kit.ts';
export { startTrialParty, type TrialParty } from './live-check/broken-party.ts';
export {
  authorizationUrl,
  exchangeCode,
  password,
  type RelyingPartyKit,
  type Sso,
  startSso,
} from './sso-fixture.ts';
