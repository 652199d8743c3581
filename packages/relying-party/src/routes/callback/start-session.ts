import { goTo } from '../go-to.ts';
import type { CallbackStep } from './callback-step.ts';
import { beginAgain } from './read-state.ts';

/** A session with a new id, unless the person has signed out meanwhile. */
export const startSession: CallbackStep = async (parts, { signIn, person }, ctx) => {
  if (!signIn || !person) return 'go-on';
  const id = await parts.sessions.start(person, ctx.state.session);
  if (id === undefined) return await beginAgain(parts, ctx, signIn);
  parts.sessionCookie.write(ctx, id);
  parts.settings.log.info('session-started', { sub: person.sub });
  return 'go-on';
};

/** To the page that she wanted. */
export const returnToPage: CallbackStep = (_parts, { signIn }, ctx) => goTo(ctx, signIn?.return_to ?? '/');
