import { type AcrValue, acrValues } from '@yimen/service-kit';
import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import type { AuthenticationResult } from '../accounts/authenticate.ts';
import { PasswordQueueFull } from '../accounts/password-hasher.ts';
import { toQuery } from '../adapter/stale-interactions.ts';
import type { AuditEvent } from '../audit/audit-log.ts';
import { type Frames, sendLeavingPage } from '../logout/front-channel.ts';
import { deviceOf, keepDevice } from './device-cookie.ts';
import { createPage } from './layout.ts';
import { localeOfPage } from './locale.ts';
import {
  finishInteraction,
  type Interaction,
  type Opened,
  openInteraction,
  restart,
  type SignInParts,
} from './open-interaction.ts';
import { type SignInProblem, sendSignInPage } from './pages.ts';
import { offersPasskey, signInPrompts } from './sign-in-form.ts';

const form = z.object({ username: z.string().trim().min(1).max(64), password: z.string().min(1).max(256) });

type Outcome = AuthenticationResult | { outcome: 'missing' } | { outcome: 'busy'; seconds: number };

/** POST: user name and password. */
export function submitSignIn(parts: SignInParts): Middleware {
  return async (ctx) => {
    const opened = await openInteraction(ctx, parts);
    if (!opened) return;
    if (!signInPrompts.has(opened.interaction.prompt.name)) {
      restart(ctx, toQuery(opened.interaction.params));
      return;
    }
    const input = form.safeParse(ctx.request.body);
    const outcome: Outcome = input.success
      ? await authenticate(ctx, parts, input.data)
      : { outcome: 'missing' };
    const username = input.success ? input.data.username : '';
    await record(ctx, parts, { username, outcome, opened });
    if (outcome.outcome === 'success')
      await signIn(ctx, parts, {
        ...{ sub: outcome.sub, generation: outcome.generation, interaction: opened.interaction },
        ...{ amr: ['pwd'], acr: acrValues.password },
      });
    else refuse(opened, username, { ...outcome, hasPasskey: await offersPasskey(parts) });
  };
}

async function authenticate(
  ctx: Context,
  parts: SignInParts,
  input: z.output<typeof form>,
): Promise<Outcome> {
  const device = deviceOf(ctx);
  try {
    return await parts.services.authenticate({ ...input, ip: ctx.ip, device });
  } catch (error) {
    if (error instanceof PasswordQueueFull) return { outcome: 'busy', seconds: error.retryAfterSeconds };
    throw error;
  }
}

/** The person is who she says: her session begins, or goes on, and so does the request. */
export async function signIn(
  ctx: Context,
  parts: SignInParts,
  o: { sub: string; generation: number; interaction: Interaction; amr: string[]; acr: AcrValue },
): Promise<void> {
  const { provider, services } = parts;
  const session = await provider.Session.get(ctx);
  let frames: Frames = [];
  if (session.accountId && session.accountId !== o.sub) {
    // S18: the library would show a self-posting page. The other person's session ends here, in all systems.
    const ended = await services.ender.end(session.uid, 'account-switched', {
      ip: ctx.ip,
      userAgent: ctx.get('user-agent'),
      hasPage: true,
    });
    frames = ended?.frames ?? [];
    o.interaction.session = undefined;
  } else if (o.interaction.session && o.interaction.session.uid !== session.uid) {
    // Signed out in another tab since this page was opened.
    o.interaction.session = undefined;
  }
  await services.throttle.rememberDevice(o.sub, keepDevice(ctx));
  // The cookie goes with the browser window: offices share machines.
  const { generation, amr, acr } = o;
  const login = { accountId: o.sub, amr, acr, remember: false, generation };
  await finishInteraction(ctx, o.interaction, { login });
  if (frames.length > 0) {
    const page = createPage(ctx, parts.config, localeOfPage(ctx, o.interaction.params.ui_locales));
    sendLeavingPage(page, { frames, next: o.interaction.returnTo, isSwitch: true });
  }
}

function refuse(
  { page, interaction, party }: Opened,
  username: string,
  outcome: Exclude<Outcome, { outcome: 'success' }> & { hasPasskey: boolean },
) {
  if ('seconds' in outcome) page.ctx.set('retry-after', String(outcome.seconds));
  sendSignInPage(page, {
    uid: interaction.uid,
    party,
    username,
    isAgain: false,
    hasPasskey: outcome.hasPasskey,
    problem: describe(page.text, outcome),
  });
}

function describe(
  text: Opened['page']['text'],
  outcome: Exclude<Outcome, { outcome: 'success' }>,
): SignInProblem {
  switch (outcome.outcome) {
    case 'missing':
      return { message: text.missingInput, status: 422 };
    case 'wrong':
      return { message: text.wrongPassword, status: 422 };
    case 'disabled':
      return { message: text.disabled, status: 403 };
    case 'wait':
      return { message: text.wait(outcome.seconds), status: 429 };
    case 'busy':
      return { message: text.busy, status: 503 };
  }
}

async function record(
  ctx: Context,
  { services }: SignInParts,
  o: { username: string; outcome: Outcome; opened: Opened },
) {
  if (o.outcome.outcome === 'missing') return;
  const event: AuditEvent = {
    event: o.outcome.outcome === 'success' ? 'sign-in' : 'sign-in-failed',
    outcome: o.outcome.outcome === 'success' ? 'success' : 'failure',
    sub: 'sub' in o.outcome ? o.outcome.sub : null,
    username: o.username,
    clientId: o.opened.party?.clientId ?? null,
    ip: ctx.ip,
    userAgent: ctx.get('user-agent'),
    detail: { reason: o.outcome.outcome },
  };
  await services.audit.record(event);
}
