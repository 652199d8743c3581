import type { Context, Middleware } from 'koa';
import type { Provider } from 'oidc-provider';
import { adminRoutes } from './admin-api/routes.ts';
import type { SsoConfig } from './config.ts';
import type { ProviderKeys } from './keys/provider-keys.ts';
import { signOutRoutes } from './logout/sign-out.ts';
import { directoryRoutes } from './organisation/directory-routes.ts';
import { presentAsIssuer } from './present-as-issuer.ts';
import { mountProvider } from './provider/mount-provider.ts';
import { createRequireOwnToken } from './provider/own-tokens.ts';
import { paths } from './provider/paths.ts';
import { redirectPostedAuthorization } from './provider/post-authorization.ts';
import { systemsRoutes } from './relying-parties/systems-routes.ts';
import type { Services } from './services.ts';
import { switchLocale } from './sign-in/locale.ts';
import { signInRoutes } from './sign-in/routes.ts';

/**
 * Everything a request passes, in this order, after the base of every program (request id, log, headers,
 * problems, health, body).
 */
export function middlewareTable(o: {
  config: SsoConfig;
  services: Services;
  provider: Provider;
  keys: ProviderKeys;
}): readonly Middleware[] {
  const { config, services, provider } = o;
  const pages = { config, services, provider };
  const requireOwnToken = createRequireOwnToken(config.issuer, o.keys.jwks);
  return [
    presentAsIssuer(config.issuer),
    switchLocale(),
    signInRoutes(pages),
    signOutRoutes(pages),
    redirectPostedAuthorization(),
    directoryRoutes({ ...services, requireOwnToken }),
    systemsRoutes({ ...services, requireOwnToken }),
    adminRoutes(services, requireOwnToken),
    mountProvider(provider),
  ];
}

const rawPaths = new Set<string>([
  paths.provider.token,
  paths.provider.introspection,
  paths.provider.revocation,
  paths.provider.userinfo,
]);

/** The library reads the bodies of its own endpoints. */
export function parsesBody(ctx: Context): boolean {
  return !rawPaths.has(ctx.path);
}
