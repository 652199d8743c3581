import Router from '@koa/router';
import { problem } from '@yimen/problem';
import { callerOf, type Log, validate } from '@yimen/service-kit';
import type { Middleware } from 'koa';
import { copyReport } from '../../contract/index.ts';
import { scopes } from '../config.ts';
import type { DirectoryCopier } from '../directory/directory-copier.ts';

/** Copying on demand: for administrators, and for programs with scope `contacts:admin`. */
export function administrationRoutes(o: { copier: DirectoryCopier; log: Log }): Router {
  const router = new Router({ prefix: '/api/admin' });
  router.post('/copy', onlyAdministrators, validate({ response: copyReport }), async (ctx) => {
    ctx.body = await o.copier.copy().catch((cause: unknown) => {
      o.log.warn('directory-not-copied', { error: cause });
      throw problem('service-unavailable', { detail: 'the directory cannot be copied just now', cause });
    });
  });
  return router;
}

const onlyAdministrators: Middleware = async (ctx, next) => {
  const { isService, roles, scopes: granted } = callerOf(ctx);
  const isAllowed = isService
    ? granted.includes(scopes.admin)
    : granted.includes(scopes.read) && roles.includes('administrator');
  if (!isAllowed) throw problem('forbidden');
  await next();
};
