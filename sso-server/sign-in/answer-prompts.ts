import type { Middleware } from 'koa';
import { paths } from '../provider/paths.ts';
import { finishInteraction, openInteraction, type SignInParts } from './open-interaction.ts';
import { openMemberInteraction } from './open-member-interaction.ts';

/** POST from the no-right page: the same request, signed in as somebody else. */
export function switchAccount(parts: SignInParts): Middleware {
  return async (ctx) => {
    const opened = await openInteraction(ctx, parts);
    if (!opened) return;
    const { interaction } = opened;
    interaction.prompt = { name: 'login', reasons: ['switch_account'], details: {} };
    await interaction.persist();
    ctx.status = 303;
    ctx.redirect(paths.interaction(interaction.uid));
  };
}

/** POST from the consent page. */
export function answerConsent(parts: SignInParts): Middleware {
  return async (ctx) => {
    const opened = await openMemberInteraction(ctx, parts, 'consent');
    if (!opened) return;
    const agreed = (ctx.request.body as { answer?: unknown } | undefined)?.answer === 'agree';
    const refusal = { error: 'access_denied', error_description: 'the person did not consent' };
    await finishInteraction(ctx, opened.interaction, agreed ? { consent: {} } : refusal);
  };
}
