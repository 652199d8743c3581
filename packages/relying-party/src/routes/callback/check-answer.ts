import { answerWithPage } from '../../plain-pages.ts';
import { providerFailureFields } from '../../provider-failure.ts';
import { signInPath } from '../begin-sign-in.ts';
import type { CallbackStep } from './callback-step.ts';

/** RFC 9207, 2.4: the answer of another provider is not ours to read. openid-client checks it again with the code. */
export const checkIssuer: CallbackStep = async (parts, callback, ctx) => {
  const returnTo = callback.signIn?.return_to ?? '/';
  try {
    callback.provider = await parts.provider.get();
  } catch (error) {
    parts.settings.log.warn('discovery-failed', providerFailureFields(error));
    answerWithPage(ctx, 'provider-unavailable', { href: signInPath(returnTo) });
    return 'answered';
  }
  const metadata = callback.provider.configuration.serverMetadata();
  const isRequired = metadata.authorization_response_iss_parameter_supported === true;
  const { iss } = ctx.query;
  if (iss === metadata.issuer || (iss === undefined && !isRequired)) return 'go-on';
  parts.settings.log.warn('sign-in-answered-by-other-issuer', {});
  answerWithPage(ctx, 'sign-in-failed', { href: signInPath(returnTo) });
  return 'answered';
};

/** OpenID Connect Core 1.0, 3.1.2.6: the provider says why it has no code for us. */
export const checkProviderAnswer: CallbackStep = (parts, { signIn }, ctx) => {
  const { error } = ctx.query;
  if (error === undefined) return 'go-on';
  parts.settings.log.info('sign-in-refused', { error: String(error) });
  const page = error === 'access_denied' ? 'access-denied' : 'sign-in-failed';
  answerWithPage(ctx, page, { href: signInPath(signIn?.return_to ?? '/') });
  return 'answered';
};
