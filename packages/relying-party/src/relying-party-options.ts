import type { Database } from '@yimen/database';
import type { Log } from '@yimen/service-kit';
import type { Middleware } from 'koa';

/** What {@link createRelyingParty} needs to know. */
export type RelyingPartyOptions = {
  /** The host's database, migrated with `relyingPartyMigrations`. */
  // biome-ignore lint/suspicious/noExplicitAny: Kysely is invariant in its tables; the host's own are no concern here
  db: Database<any>;
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Where browsers reach this program; the redirect URI is `<publicUrl>/auth/callback`. */
  publicUrl: string;
  /** At least 32 random bytes, base64url. Tokens at rest are encrypted with a key derived from it. */
  secret: string;
  /** Own name per program: cookies on localhost are shared between ports. */
  cookieName: string;
  /** Default: openid profile organisation. */
  scopes?: string[];
  log: Log;
  clock?: () => number;
  fetch?: typeof fetch;
  /** A session unused for this long ends. Default 30. */
  idleMinutes?: number;
  /** A session ends this long after sign-in, used or not. Default 10. */
  absoluteHours?: number;
  /**
   * Send the ID token along at sign-out (`id_token_hint`), for a provider that otherwise asks the person whether she
   * means it. Default false: the token would pass through the browser's address bar and history.
   */
  sendIdTokenHint?: boolean;
  /** Called in the process that ended the sessions; `subscribeSessionEnd` hears of all processes. */
  onSessionEnd?: (sessionKeys: string[]) => void;
  /** Answers GET /auth/signed-out in place of the plain page. */
  signedOutPage?: Middleware;
};

/** The same with every default filled in. */
export type RelyingPartySettings = Readonly<
  Required<
    Omit<RelyingPartyOptions, 'db' | 'idleMinutes' | 'absoluteHours' | 'signedOutPage' | 'onSessionEnd'>
  > & {
    origin: string;
    redirectUri: string;
    signedOutUri: string;
    idleMs: number;
    absoluteMs: number;
  }
>;

/** Fills in defaults. Throws when the public URL has a path: the paths of a relying party are fixed. */
export function settingsOf(o: RelyingPartyOptions): RelyingPartySettings {
  const url = new URL(o.publicUrl);
  if (url.pathname !== '/') throw new Error(`The public URL of a relying party has no path: ${o.publicUrl}`);
  return Object.freeze({
    issuer: o.issuer,
    clientId: o.clientId,
    clientSecret: o.clientSecret,
    publicUrl: url.origin,
    origin: url.origin,
    redirectUri: `${url.origin}/auth/callback`,
    signedOutUri: `${url.origin}/auth/signed-out`,
    secret: o.secret,
    cookieName: o.cookieName,
    scopes: o.scopes ?? ['openid', 'profile', 'organisation'],
    log: o.log,
    clock: o.clock ?? Date.now,
    fetch: o.fetch ?? fetch,
    idleMs: (o.idleMinutes ?? 30) * 60_000,
    sendIdTokenHint: o.sendIdTokenHint ?? false,
    absoluteMs: (o.absoluteHours ?? 10) * 3_600_000,
  });
}
