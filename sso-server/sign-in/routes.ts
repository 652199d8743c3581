import Router from '@koa/router';
import type { Middleware } from 'koa';
import {
  enrolPasskey,
  enrolTotp,
  passkeyOptions,
  submitFactor,
} from '../factors/pages/interaction-routes.ts';
import { submitPasskey } from '../factors/pages/passkey-sign-in.ts';
import { endForSessionLimit } from '../sessions/limit-pages.ts';
import { answerConsent, switchAccount } from './answer-prompts.ts';
import type { SignInParts } from './open-interaction.ts';
import { requireOwnForm } from './same-site.ts';
import { selectAccount } from './select-account.ts';
import { showInteraction } from './show-interaction.ts';
import { submitSignIn } from './submit-sign-in.ts';

/** The pages on which a request stops; see `paths.interaction`. */
export function signInRoutes(parts: SignInParts): Middleware {
  const router = new Router({ sensitive: true });
  const ownForm = requireOwnForm(parts.config.publicUrl);
  router.get('/interaction/:uid', showInteraction(parts));
  router.post('/interaction/:uid', ownForm, submitSignIn(parts));
  router.post('/interaction/:uid/switch-account', ownForm, switchAccount(parts));
  router.post('/interaction/:uid/select-account', ownForm, selectAccount(parts));
  router.post('/interaction/:uid/factor', ownForm, submitFactor(parts));
  router.post('/interaction/:uid/factor/totp', ownForm, enrolTotp(parts));
  router.post('/interaction/:uid/factor/passkey', ownForm, enrolPasskey(parts));
  router.post('/interaction/:uid/passkey', ownForm, submitPasskey(parts));
  router.post('/interaction/:uid/passkey-options', ownForm, passkeyOptions(parts));
  router.post('/interaction/:uid/sessions', ownForm, endForSessionLimit(parts));
  router.post('/interaction/:uid/consent', ownForm, answerConsent(parts));
  return router.routes() as Middleware;
}
