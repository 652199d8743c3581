import type { CallbackStep } from '../callback.ts';
import { goTo } from '../go-to.ts';
import { beginAgain } from './read-state.ts';

export const startSession: CallbackStep = async (parts, { signIn, person }, ctx) => {
  if (!signIn || !person) return 'go-on';
  const id = await parts.sessions.start(person, ctx.state.session);
  if (id === undefined) return await beginAgain(parts, ctx, signIn);
  parts.sessionCookie.write(ctx, id);
  parts.settings.log.info('session-started', { sub: person.sub });
  return 'go-on';
};

export const returnToPage: CallbackStep = (_parts, { signIn }, ctx) => goTo(ctx, signIn?.return_to ?? '/');
