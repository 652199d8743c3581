import { acrValues } from '@yimen/service-kit';
import type { Middleware } from 'koa';
import { toQuery } from '../../adapter/stale-interactions.ts';
import { openInteraction, restart, type SignInParts } from '../../sign-in/open-interaction.ts';
import { sendSignInPage } from '../../sign-in/pages.ts';
import { signInPrompts } from '../../sign-in/sign-in-form.ts';
import { signIn } from '../../sign-in/submit-sign-in.ts';
import { factorMessages } from './factor-messages.ts';
import { signInPurpose } from './interaction-routes.ts';

/** POST from the sign-in page: a passkey in place of name and password. The authenticator has checked her PIN or finger. */
export function submitPasskey(parts: SignInParts): Middleware {
  return async (ctx) => {
    const opened = await openInteraction(ctx, parts);
    if (!opened) return;
    const { interaction, party, page } = opened;
    if (!signInPrompts.has(interaction.prompt.name)) {
      restart(ctx, toQuery(interaction.params));
      return;
    }
    const { factors, people, audit } = parts.services;
    const { credential } = (ctx.request.body ?? {}) as { credential?: unknown };
    const proved = await factors.passkeys.verifyAssertion(
      signInPurpose(interaction.uid),
      String(credential),
      undefined,
    );
    const person = proved && (await people.find(proved.sub));
    const isIn = person?.is_active === true;
    await audit.record({
      event: isIn ? 'sign-in' : 'sign-in-failed',
      outcome: isIn ? 'success' : 'failure',
      sub: person?.sub ?? null,
      username: person?.username ?? null,
      clientId: party?.clientId ?? null,
      ip: ctx.ip,
      userAgent: ctx.get('user-agent'),
      detail: { method: 'passkey', reason: isIn ? 'success' : person ? 'disabled' : 'wrong' },
    });
    if (isIn && proved) {
      const amr = ['pop', 'user', 'mfa'];
      const { generation } = proved;
      await signIn(ctx, parts, { sub: person.sub, generation, interaction, amr, acr: acrValues.passkey });
      return;
    }
    const message = person ? page.text.disabled : factorMessages[page.locale].wrongPasskey;
    sendSignInPage(page, {
      uid: interaction.uid,
      party,
      username: '',
      isAgain: false,
      hasPasskey: true,
      problem: { message, status: person ? 403 : 422 },
    });
  };
}
