import Router from '@koa/router';
import type { Middleware } from 'koa';
import { paths } from '../../provider/paths.ts';
import type { SignInParts } from '../../sign-in/open-interaction.ts';
import { requireOwnForm } from '../../sign-in/same-site.ts';
import { activate, showActivation } from './activation.ts';
import { changeDuePassword } from './due-password.ts';
import { changeOwnPassword, showOwnPassword } from './own-password.ts';

/** Pages on which people set their own passwords. */
export function accountRoutes(parts: SignInParts): Middleware {
  const router = new Router({ sensitive: true });
  const ownForm = requireOwnForm(parts.config.publicUrl);
  router.get(paths.ownPassword, showOwnPassword(parts));
  router.post(paths.ownPassword, ownForm, changeOwnPassword(parts));
  router.get(paths.activate, showActivation(parts));
  router.post(paths.activate, ownForm, activate(parts));
  router.post('/interaction/:uid/password', ownForm, changeDuePassword(parts));
  return router.routes() as Middleware;
}
