import type { Context, Middleware } from 'koa';
import type { PersonRow } from '../../organisation/people-store.ts';
import { paths } from '../../provider/paths.ts';
import { createPage, type Page } from '../../sign-in/layout.ts';
import { localeOfPage } from '../../sign-in/locale.ts';
import { inLocale } from '../../sign-in/messages.ts';
import type { SignInParts } from '../../sign-in/open-interaction.ts';
import { sendMessagePage } from '../../sign-in/pages.ts';
import { accountMessages, describeRules } from './account-messages.ts';
import { changeWithCurrent } from './change-with-current.ts';
import { type FormProblem, sendPasswordForm } from './password-form.ts';

type Opened = { page: Page; person: PersonRow | undefined; sessionUid: string | undefined };

async function open(ctx: Context, parts: SignInParts): Promise<Opened> {
  const session = await parts.provider.Session.get(ctx);
  const person = session.accountId ? await parts.services.people.find(session.accountId) : undefined;
  const page = createPage(ctx, parts.config, localeOfPage(ctx));
  return { page, person, sessionUid: person && session.uid };
}

/** GET /account/password. Without a session the form asks for the user name too: an expired password is no dead end. */
export function showOwnPassword(parts: SignInParts): Middleware {
  return async (ctx) => {
    const opened = await open(ctx, parts);
    await send(parts, opened, { username: '' });
  };
}

export function changeOwnPassword(parts: SignInParts): Middleware {
  return async (ctx) => {
    const opened = await open(ctx, parts);
    const { page, person } = opened;
    const body = ctx.request.body as { username?: unknown } | undefined;
    const given = typeof body?.username === 'string' ? body.username.trim().slice(0, 64) : '';
    const username = person?.username ?? given;
    const isSignedIn = person !== undefined;
    const change = { page, username, isSignedIn, keepSession: opened.sessionUid };
    const changed = await changeWithCurrent(ctx, parts, change);
    if ('problem' in changed) {
      await send(parts, opened, { username, problem: changed.problem });
      return;
    }
    const text = accountMessages[page.locale];
    sendMessagePage(page, { title: text.changedTitle, lead: text.changed, back: paths.ownPassword });
  };
}

async function send(
  { services }: SignInParts,
  { page, person }: Opened,
  o: { username: string; problem?: FormProblem },
): Promise<void> {
  const text = accountMessages[page.locale];
  const hasSecondFactor = person ? await services.hasSecondFactor(person.sub) : false;
  sendPasswordForm(page, {
    title: text.changeTitle,
    lead: text.changeLead,
    action: paths.ownPassword,
    back: paths.ownPassword,
    person: person
      ? { signedIn: page.text.account(inLocale(person.name_json, page.locale), person.username) }
      : { asked: o.username },
    secret: { kind: 'current' },
    rules: describeRules(page.locale, services.policy.current(), hasSecondFactor),
    problem: o.problem,
  });
}
