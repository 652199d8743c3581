import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import { paths } from '../../provider/paths.ts';
import { deviceOf } from '../../sign-in/device-cookie.ts';
import { html } from '../../sign-in/html.ts';
import { createPage, type Page } from '../../sign-in/layout.ts';
import { localeOfPage } from '../../sign-in/locale.ts';
import type { SignInParts } from '../../sign-in/open-interaction.ts';
import { sendMessagePage } from '../../sign-in/pages.ts';
import { networkOf } from '../network-of.ts';
import { accountMessages, describeRules } from './account-messages.ts';
import { busyProblem, mistakesProblem, recordFailure, waitProblem } from './change-with-current.ts';
import { type FormProblem, sendPasswordForm } from './password-form.ts';

const text = z.string().min(1).max(1_000);
const username = z.string().trim().min(1).max(64);
const code = z.string().trim().min(1).max(40);
const form = z.object({ username, code, password: text, again: text });
type Form = z.output<typeof form>;
const link = z.object({ username: username.catch(''), code: code.catch(''), interaction: interactionId() });

function interactionId() {
  return z
    .string()
    .regex(/^[\w-]{10,64}$/)
    .optional()
    .catch(undefined);
}

/** GET /activate: the link that an administrator hands over fills in the name and the code. */
export function showActivation(parts: SignInParts): Middleware {
  return async (ctx) => {
    const page = createPage(ctx, parts.config, localeOfPage(ctx));
    send(parts, page, link.parse(ctx.query));
  };
}

export function activate(parts: SignInParts): Middleware {
  return async (ctx) => {
    const page = createPage(ctx, parts.config, localeOfPage(ctx));
    const shown = link.parse(ctx.request.body ?? {});
    const input = form.safeParse(ctx.request.body);
    const messages = accountMessages[page.locale];
    const problem = input.success
      ? await setPassword({ ctx, parts, page }, input.data)
      : { messages: [messages.missing], status: 422 };
    if (problem) {
      send(parts, page, shown, problem);
      return;
    }
    // The sign-in that she came from goes on; without one the portal begins one.
    const next = shown.interaction ? paths.interaction(shown.interaction) : parts.config.portalUrl;
    sendMessagePage(page, {
      title: messages.activatedTitle,
      lead: messages.activated,
      actions: html`<a class="button" href="${next}">${messages.signIn}</a>`,
    });
  };
}

type Posted = { ctx: Context; parts: SignInParts; page: Page };

/** Guessing codes is slowed down with guessing passwords, by the same counters. */
async function setPassword(posted: Posted, input: Form): Promise<FormProblem | undefined> {
  const { ctx, page, parts } = posted;
  const { services } = parts;
  if (input.password !== input.again) return mistakesProblem(page, [{ code: 'not-repeated' }]);
  const person = await services.people.findByUsername(input.username);
  const attempt = { username: input.username, ip: ctx.ip, device: deviceOf(ctx) };
  const ticket = await services.throttle.begin(attempt, person?.sub);
  if ('waitSeconds' in ticket) return waitProblem(page, ticket.waitSeconds);
  try {
    if (!(await services.activation.isCodeOf(person?.sub, input.code)) || !person) {
      await services.throttle.failed(ticket);
      return await refuse(posted, input.username, 'wrong-code');
    }
    if (!person.is_active) return { messages: [page.text.disabled], status: 403 };
    const request = { ip: ctx.ip, userAgent: ctx.get('user-agent') };
    const change = {
      sub: person.sub,
      password: input.password,
      code: input.code,
      lane: networkOf(ctx.ip),
      request,
    };
    const result = await services.passwords.change(change);
    if (result.outcome === 'refused') return mistakesProblem(page, result.mistakes);
    if (result.outcome === 'code-used') return await refuse(posted, input.username, 'code-used');
    await services.throttle.succeeded(ticket);
    return undefined;
  } catch (error) {
    return busyProblem(page, error);
  } finally {
    services.throttle.settle(ticket);
  }
}

async function refuse({ ctx, parts, page }: Posted, name: string, reason: string): Promise<FormProblem> {
  await recordFailure(ctx, parts, { username: name, reason });
  return { messages: [accountMessages[page.locale].wrongCode], status: 422 };
}

function send(parts: SignInParts, page: Page, shown: z.output<typeof link>, problem?: FormProblem): void {
  const messages = accountMessages[page.locale];
  const query = shown.interaction ? `?interaction=${shown.interaction}` : '';
  sendPasswordForm(page, {
    title: messages.activateTitle,
    lead: messages.activateLead,
    action: paths.activate,
    back: `${paths.activate}${query}`,
    person: { asked: shown.username },
    secret: { kind: 'code', value: shown.code },
    hidden: shown.interaction ? { interaction: shown.interaction } : {},
    rules: describeRules(page.locale, parts.services.policy.current(), false),
    problem,
  });
}
