import type { Context, Middleware } from 'koa';
import { accountSignInRoutes } from './account/account-sign-in.ts';
import { accountRoutes } from './accounts/pages/account-routes.ts';
import { adminRoutes } from './admin-api/routes.ts';
import type { SsoConfig } from './config.ts';
import { ownFactorRoutes } from './factors/pages/account-factors.ts';
import { passkeyScript } from './factors/pages/passkey-script.ts';
import { signOutRoutes } from './logout/sign-out.ts';
import { answerDatabaseAway } from './operation/database-away.ts';
import { directoryRoutes } from './organisation/directory-routes.ts';
import { presentAsIssuer } from './present-as-issuer.ts';
import { pathWithin, presentUnderPath } from './present-under-path.ts';
import type { LiveProvider } from './provider/live-provider.ts';
import { mountProvider } from './provider/mount-provider.ts';
import { createRequireOwnToken } from './provider/own-tokens.ts';
import { paths } from './provider/paths.ts';
import { redirectPostedAuthorization } from './provider/post-authorization.ts';
import { straightToLibrary } from './provider/straight-to-library.ts';
import { answerStructuredTokens } from './provider/structured-tokens.ts';
import { systemsRoutes } from './relying-parties/systems-routes.ts';
import type { Services } from './services.ts';
import { newDeviceRoutes } from './sessions/new-device-routes.ts';
import { ownSessionRoutes } from './sessions/own-sessions.ts';
import { switchLocale } from './sign-in/locale.ts';
import { signInRoutes } from './sign-in/routes.ts';

/**
 * Everything a request passes, in this order, after the base of every program (request id, log, headers,
 * problems, health, body).
 */
export function middlewareTable(o: {
  config: SsoConfig;
  services: Services;
  live: LiveProvider;
}): readonly Middleware[] {
  const { config, services, live } = o;
  // A getter: the provider is another one after a change of keys, so nobody keeps it beyond a request.
  const pages = {
    config,
    services,
    get provider() {
      return live.provider;
    },
  };
  const structured = answerStructuredTokens({ issuer: config.issuer, services });
  const mounted = mountProvider(live, services.db);
  const library: Middleware = (ctx, next) => structured(ctx, () => mounted(ctx, next));
  const requireOwnToken = createRequireOwnToken(config.issuer, services.keyRing);
  return [
    presentAsIssuer(config.issuer),
    presentUnderPath(config.issuer),
    answerDatabaseAway(),
    // The answer goes out when everything that the request has written is durable.
    (_ctx, next) => services.db.unit(next),
    straightToLibrary(library),
    switchLocale(),
    passkeyScript(),
    signInRoutes(pages),
    accountSignInRoutes(pages),
    accountRoutes(pages),
    ownFactorRoutes(pages),
    signOutRoutes(pages),
    ownSessionRoutes(pages),
    redirectPostedAuthorization(),
    directoryRoutes({ ...services, requireOwnToken }),
    systemsRoutes({ ...services, requireOwnToken }),
    newDeviceRoutes({ ...services, requireOwnToken }),
    adminRoutes(services, requireOwnToken),
    library,
  ];
}

const importPath = '/api/admin/imports';

const rawPaths = new Set<string>([
  paths.provider.token,
  paths.provider.introspection,
  paths.provider.revocation,
  paths.provider.userinfo,
]);

/** The library reads the bodies of its own endpoints; a file to import is a stream. */
export function createParsesBody(issuer: string): (ctx: Context) => boolean {
  return (ctx) => {
    const path = pathWithin(issuer, ctx);
    return !rawPaths.has(path) && path !== importPath;
  };
}
