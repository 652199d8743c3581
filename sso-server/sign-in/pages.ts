import { accountMessages } from '../accounts/pages/account-messages.ts';
import { factorMessages } from '../factors/pages/factor-messages.ts';
import { passkeyForm } from '../factors/pages/passkey-form.ts';
import type { Member } from '../organisation/member.ts';
import { paths } from '../provider/paths.ts';
import type { RelyingParty } from '../relying-parties/relying-party-directory.ts';
import { consentLead, consentTexts } from './consent-texts.ts';
import { type Html, html } from './html.ts';
import { type Page, sendPage } from './layout.ts';
import { inLocale } from './messages.ts';

export type SignInProblem = { message: string; status: number };

type SignIn = {
  uid: string;
  party: RelyingParty | undefined;
  username: string;
  isAgain: boolean;
  /** Offers a passkey in place of the password. */
  hasPasskey?: boolean;
  problem?: SignInProblem | undefined;
};

export function sendSignInPage(page: Page, o: SignIn): void {
  const { text, config, locale } = page;
  const action = paths.interaction(o.uid);
  const notice = locale === 'zh-CN' ? config.signInNotice : config.signInNoticeEn || config.signInNotice;
  const accountText = accountMessages[locale];
  const target = o.party && text.signInTo(inLocale(o.party.name, locale));
  // The name is known after a failure or with login_hint: the cursor waits in the password field.
  const [nameFocus, passwordFocus] = o.username === '' ? [autofocus, undefined] : [undefined, autofocus];
  const body = html`<div class="card door">
<section class="welcome">
<div><span class="mark" aria-hidden="true">门</span><div class="name">${text.product} · ${text.subsystem}</div><p>${text.slogan}</p></div>
<div class="owner">${locale === 'zh-CN' ? config.organisationName : config.organisationNameEn}</div>
</section>
<section>
<h1>${text.signInTitle}</h1>
<p class="lead">${o.isAgain ? text.signInAgain : (target ?? text.slogan)}</p>
${o.problem && html`<div class="alert" role="alert" id="problem">${o.problem.message}</div>`}
<form method="post" action="${action}">
<div class="field"><label for="username">${text.username}</label>
<input type="text" id="username" name="username" value="${o.username}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required ${nameFocus} ${o.problem && described}></div>
<div class="field"><label for="password">${text.password}</label>
<input type="password" id="password" name="password" autocomplete="current-password" maxlength="256" required ${passwordFocus} ${o.problem && described}></div>
<button class="button wide" type="submit" id="sign-in">${text.signIn}</button>
</form>
<p class="aside">${accountText.activateLink} <a href="${paths.activate}?interaction=${o.uid}">${accountText.activateLinkLead}</a></p>
${o.hasPasskey && passkeySection(page, action)}
${notice !== '' && html`<div class="notice">${notice}</div>`}
</section>
</div>`;
  sendPage(page, {
    title: text.signInTitle,
    body,
    status: o.problem?.status ?? 200,
    back: action,
    hasPasskey: o.hasPasskey === true,
  });
}

function passkeySection(page: Page, action: string): Html {
  const text = factorMessages[page.locale];
  const form = { action: `${action}/passkey`, options: `${action}/passkey-options`, label: text.usePasskey };
  return html`<div class="split">${passkeyForm({ kind: 'get', text, ...form, isPlain: true })}</div>`;
}

const autofocus = html`autofocus`;
const described = html`aria-describedby="problem"`;

export function sendNoRightPage(page: Page, o: { uid: string; party: RelyingParty; member: Member }): void {
  const { text, locale } = page;
  const system = inLocale(o.party.name, locale);
  const action = paths.interaction(o.uid);
  const body = html`<div class="card">
<h1>${text.noRightTitle}</h1>
<p class="lead">${text.noRight(system)}</p>
<p>${text.noRightAsk}</p>
<div class="facts"><dl>
<div><dt>${text.system}</dt><dd>${system}</dd></div>
<div><dt>${text.signedInAs}</dt><dd>${text.account(inLocale(o.member.name, locale), o.member.username)}</dd></div>
${o.member.unit && html`<div><dt>${text.unit}</dt><dd>${inLocale(o.member.unit.name, locale)}</dd></div>`}
${o.party.contact && html`<div><dt>${text.contact}</dt><dd>${o.party.contact}</dd></div>`}
</dl></div>
<div class="actions"><a class="button" href="${page.config.portalUrl}">${text.backToPortal}</a>
<form method="post" action="${action}/switch-account"><button class="button plain" type="submit">${text.switchAccount}</button></form></div>
<p class="code" id="error-code">${text.errorCode}: access_denied</p>
</div>`;
  sendPage(page, { title: text.noRightTitle, body, status: 403, back: action });
}

export function sendConsentPage(
  page: Page,
  o: { uid: string; party: RelyingParty; member: Member; scope: string },
): void {
  const { text, locale } = page;
  const action = paths.interaction(o.uid);
  const body = html`<div class="card">
<h1>${text.consentTitle}</h1>
<p class="lead">${consentLead[locale](inLocale(o.party.name, locale))}</p>
<ul>${consentTexts(o.scope, locale).map((one) => html`<li>${one}</li>`)}</ul>
<div class="facts"><dl><div><dt>${text.signedInAs}</dt><dd>${text.account(inLocale(o.member.name, locale), o.member.username)}</dd></div></dl></div>
<form class="actions" method="post" action="${action}/consent">
<button class="button" type="submit" id="agree" name="answer" value="agree">${text.agree}</button>
<button class="button plain" type="submit" id="refuse" name="answer" value="refuse">${text.refuse}</button>
</form>
</div>`;
  sendPage(page, { title: text.consentTitle, body, back: action });
}

type Message = {
  title: string;
  lead: string;
  actions?: Html;
  code?: string;
  status?: number;
  back?: string;
  head?: Html;
};

/** One statement, what can be done, and for the administrator the stable English code. */
export function sendMessagePage(page: Page, o: Message): void {
  const { text, ctx } = page;
  const body = html`<div class="card">
<h1>${o.title}</h1>
<p class="lead">${o.lead}</p>
<div class="actions">${o.actions ?? html`<a class="button" href="${page.config.portalUrl}">${text.backToPortal}</a>`}</div>
${o.code && html`<p class="code" id="error-code">${text.errorCode}: ${o.code}<br>${text.requestId}: ${ctx.state.requestId}</p>`}
</div>`;
  sendPage(page, {
    title: o.title,
    body,
    ...(o.status === undefined ? {} : { status: o.status }),
    ...(o.back === undefined ? {} : { back: o.back }),
    ...(o.head === undefined ? {} : { head: o.head }),
  });
}

export function beginAgainLink(page: Page, query: string): Html {
  return html`<a class="button" href="${paths.authorization}?${query}">${page.text.beginAgain}</a>`;
}
