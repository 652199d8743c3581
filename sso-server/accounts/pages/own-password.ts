import type { Middleware } from 'koa';
import { inAccountFrame, sendAccountPage } from '../../account/account-frame.ts';
import { type OpenedAccount, openAccount } from '../../account/open-account.ts';
import { paths } from '../../provider/paths.ts';
import { html } from '../../sign-in/html.ts';
import { inLocale } from '../../sign-in/messages.ts';
import type { SignInParts } from '../../sign-in/open-interaction.ts';
import { accountMessages, describeRules } from './account-messages.ts';
import { changeWithCurrent } from './change-with-current.ts';
import { type FormProblem, sendPasswordForm } from './password-form.ts';

/** GET /account/password. An expired password is no dead end: signing in asks for the next one. */
export function showOwnPassword(parts: SignInParts): Middleware {
  return async (ctx) => {
    const own = await openAccount(ctx, parts, 'password');
    if (own) await send(parts, own);
  };
}

export function changeOwnPassword(parts: SignInParts): Middleware {
  return async (ctx) => {
    const own = await openAccount(ctx, parts, 'password');
    if (!own) return;
    const { page, member, session } = own;
    const change = { page, username: member.username, isSignedIn: true, keepSession: session.uid };
    const changed = await changeWithCurrent(ctx, parts, change);
    if ('problem' in changed) {
      await send(parts, own, changed.problem);
      return;
    }
    const text = accountMessages[page.locale];
    const body = html`<div class="card"><h1>${text.changedTitle}</h1><p class="lead" role="status">${text.changed}</p></div>`;
    sendAccountPage(own, { title: text.changedTitle, body });
  };
}

async function send({ services }: SignInParts, own: OpenedAccount, problem?: FormProblem): Promise<void> {
  const { page, member } = own;
  const text = accountMessages[page.locale];
  const hasSecondFactor = await services.hasSecondFactor(member.sub);
  sendPasswordForm(page, {
    title: text.changeTitle,
    lead: text.changeLead,
    action: paths.ownPassword,
    back: paths.ownPassword,
    person: { signedIn: page.text.account(inLocale(member.name, page.locale), member.username) },
    secret: { kind: 'current' },
    rules: describeRules(page.locale, services.policy.current(), hasSecondFactor),
    frame: (body) => inAccountFrame(own, body),
    problem,
  });
}
