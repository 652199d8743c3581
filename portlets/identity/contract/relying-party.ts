import type { LocalName } from './local-name.ts';

export type WhoMayUse = {
  readonly everyone?: boolean;
  readonly units?: readonly string[];
  readonly posts?: readonly string[];
  readonly roles?: readonly string[];
  readonly groups?: readonly string[];
};

/** What `PUT /api/admin/relying-parties/{id}` takes, and the reading gives back. */
export type Registration = {
  readonly name: LocalName;
  readonly description: LocalName;
  readonly url: string | null;
  readonly icon: string | null;
  readonly contact: string | null;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly backchannelLogoutUri: string | null;
  readonly frontchannelLogoutUri: string | null;
  readonly frontchannelLogoutSessionRequired: boolean;
  readonly grantTypes: readonly string[];
  readonly scope: string;
  readonly resources: Readonly<Record<string, readonly string[]>>;
  readonly whoMayUse: WhoMayUse;
  readonly tokenEndpointAuthMethod: 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt';
  readonly jwks: unknown;
  readonly requirePkce: boolean;
  readonly claimsInIdToken: boolean;
  readonly idTokenAlg: 'ES256' | 'RS256';
  readonly isListed: boolean;
  readonly isFirstParty: boolean;
  readonly rotateRefreshTokens: boolean;
  readonly isActive: boolean;
  readonly sortOrder: number;
};

/** A line of `GET /api/admin/relying-parties`. */
export type RelyingPartyLine = {
  readonly clientId: string;
  readonly name: LocalName;
  readonly url: string | null;
  readonly isActive: boolean;
  readonly isSignIn: boolean;
  readonly logout: 'back' | 'front' | null;
  readonly isForEverybody: boolean;
  readonly weaknesses: readonly string[];
};
export type RelyingPartyPage = {
  readonly relyingParties: readonly RelyingPartyLine[];
  readonly total: number;
  readonly cursor: string | null;
};

export type Requirement = { readonly minimumAcr: string; readonly defaultAcrValues: readonly string[] };

/** `GET /api/admin/relying-parties/{id}`. */
export type RelyingPartyDetail = {
  readonly clientId: string;
  readonly registration: Registration;
  readonly managedBy: string | null;
  readonly updatedAt: number;
  readonly requirement: Requirement;
  readonly weaknesses: readonly string[];
  readonly revision: string;
};

/** `GET /api/admin/relying-parties/{id}/configurations`. */
export type ConfigurationText = {
  readonly id: string;
  readonly framework: string;
  readonly versions: string;
  readonly files: readonly { readonly name: string; readonly language: string; readonly text: string }[];
  readonly notes: readonly LocalName[];
};
export type Configurations = {
  readonly issuer: string;
  readonly configurations: readonly ConfigurationText[];
};

export type StepState = 'waiting' | 'running' | 'passed' | 'warning' | 'failed' | 'skipped';
export type LiveCheckStep = {
  readonly id: string;
  readonly state: StepState;
  readonly code: string | null;
  readonly title: LocalName;
  readonly found: LocalName | null;
  readonly advice: LocalName | null;
};

/** `GET /api/admin/relying-parties/{id}/live-checks/latest`. Moments are milliseconds since 1970. */
export type LiveCheck = {
  readonly id: string;
  readonly clientId: string;
  readonly startUrl: string | null;
  readonly requestedBy: string;
  readonly createdAt: number;
  readonly finishedAt: number | null;
  readonly state: 'running' | 'passed' | 'warning' | 'failed' | 'interrupted';
  readonly steps: readonly LiveCheckStep[];
};

/** `GET /api/admin/groups`. */
export type GroupList = { readonly groups: readonly { readonly id: string; readonly name: LocalName }[] };
