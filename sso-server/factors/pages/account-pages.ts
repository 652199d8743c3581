import { sendAccountPage } from '../../account/account-frame.ts';
import { paths } from '../../provider/paths.ts';
import { type Html, html } from '../../sign-in/html.ts';
import type { Page } from '../../sign-in/layout.ts';
import type { SignInProblem } from '../../sign-in/pages.ts';
import { type FactorList, hasFactor } from '../factors.ts';
import type { OwnAccount } from './account-state.ts';
import { alert, codeForm, recoveryCodeList, recoveryForm, totpEnrolmentForm } from './factor-forms.ts';
import { type FactorMessages, factorMessages } from './factor-messages.ts';
import { passkeyForm } from './passkey-form.ts';

type Shown = { problem?: SignInProblem | undefined; canPasskey: boolean };
const options = `${paths.factors}/passkey-options`;

/** GET /account/factors: what she has, and what can be done with it. */
export function sendFactorsPage(o: OwnAccount, { problem, canPasskey }: Shown): void {
  const { page, factors } = o;
  const text = factorMessages[page.locale];
  const body = html`<div class="card">
<h1>${text.manageTitle}</h1>
<p class="lead">${text.manageLead}</p>
${alert(problem)}
${hasFactor(factors) ? factorList(page, factors) : html`<p>${text.none}</p>`}
<div class="actions"><a class="button" href="${paths.factors}/totp">${text.addTotp}</a></div>
${
  canPasskey &&
  html`<div class="split"><h2>${text.passkeyTitle}</h2><p>${text.passkeyAbout}</p>${o.isFresh ? addPasskeyForm(text) : html`<a class="button plain" href="${paths.factors}/passkey">${text.addPasskey}</a>`}</div>`
}
${
  hasFactor(factors) &&
  html`<div class="split"><h2>${text.codesLabel}</h2><p>${text.recoveryLeft(factors.recoveryCodesLeft)} ${text.renewHint}</p>
<form method="post" action="${paths.factors}/recovery-codes"><button class="button plain" type="submit">${text.renewCodes}</button></form></div>`
}
</div>`;
  const status = problem?.status ?? 200;
  sendAccountPage(o, {
    title: text.manageTitle,
    body,
    status,
    hasPasskey: canPasskey && o.isFresh,
  });
}

function addPasskeyForm(text: FactorMessages): Html {
  return passkeyForm({
    ...{ kind: 'create', action: `${paths.factors}/passkey`, options, text, label: text.addPasskey },
    isPlain: true,
    fields: html`<div class="field"><label for="passkey-name">${text.nameLabel}</label><input type="text" id="passkey-name" name="name" maxlength="40"></div>`,
  });
}

function factorList(page: Page, { totp, passkeys }: FactorList): Html {
  const text = factorMessages[page.locale];
  return html`<ul class="items">
${totp.map((row) => item(page, { kind: 'totp', ...row, name: row.name || text.totpName }))}
${passkeys.map((row) => item(page, { kind: 'passkey', ...row }, renameForm(text, row)))}
</ul>`;
}

type Item = { kind: string; id: string; name: string; created_at: number; last_used_at: number | null };

function item(page: Page, o: Item, more?: Html): Html {
  const text = factorMessages[page.locale];
  const format = new Intl.DateTimeFormat(page.locale, {
    ...{ dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Shanghai' },
  });
  const used = o.last_used_at === null ? text.never : `${text.lastUsed} ${format.format(o.last_used_at)}`;
  return html`<li><strong>${o.name}</strong>
<p class="hint">${text.addedOn} ${format.format(o.created_at)} · ${used}</p>
<div class="row">${more}<form method="post" action="${paths.factors}/remove"><input type="hidden" name="kind" value="${o.kind}"><input type="hidden" name="id" value="${o.id}">
<button class="button plain" type="submit" aria-label="${text.removeNamed(o.name)}">${text.remove}</button></form></div></li>`;
}

function renameForm(text: FactorMessages, row: { id: string; name: string }): Html {
  return html`<form class="row" method="post" action="${paths.factors}/rename"><input type="hidden" name="id" value="${row.id}">
<div class="field"><input type="text" name="name" value="${row.name}" maxlength="40" required aria-label="${text.nameOf(row.name)}"></div>
<button class="button plain" type="submit">${text.rename}</button></form>`;
}

/** Before a change: a second factor, or the password of who has none. */
export function sendConfirmPage(o: OwnAccount, { problem, canPasskey }: Shown): void {
  const { page, factors } = o;
  const text = factorMessages[page.locale];
  const has = hasFactor(factors);
  const action = `${paths.factors}/confirm`;
  const withCode = factors.totp.length > 0;
  const withPasskey = canPasskey && factors.passkeys.length > 0;
  const body = html`<div class="card">
<h1>${text.confirmTitle}</h1>
<p class="lead">${has ? text.confirmFactorLead : text.confirmPasswordLead}</p>
${alert(problem)}
${withCode && codeForm({ action, text, problem, button: text.verify, isFocused: true })}
${withPasskey && html`<div class="${withCode && 'split'}">${passkeyForm({ kind: 'get', action, options, text, label: text.usePasskey })}</div>`}
${factors.recoveryCodesLeft > 0 && recoveryForm({ action, text, isOpen: !withCode && !withPasskey })}
${
  !has &&
  html`<form method="post" action="${action}"><div class="field"><label for="password">${page.text.password}</label>
<input type="password" id="password" name="password" autocomplete="current-password" maxlength="256" required autofocus></div>
<button class="button wide" type="submit">${text.confirm}</button></form>`
}
<div class="actions"><a class="button plain" href="${paths.factors}">${text.back}</a></div>
</div>`;
  const status = problem?.status ?? 403;
  sendAccountPage(o, { title: text.confirmTitle, body, status, hasPasskey: withPasskey });
}

type AddTotp = {
  uri: string;
  secret: string;
  pending: string;
  problem?: SignInProblem | undefined;
};

export function sendAddTotpPage(own: OwnAccount, o: AddTotp): void {
  const { page } = own;
  const text = factorMessages[page.locale];
  const action = `${paths.factors}/totp`;
  const body = html`<div class="card"><h1>${text.addTotp}</h1>
${alert(o.problem)}
${totpEnrolmentForm({ ...o, action, text })}
<div class="actions"><a class="button plain" href="${paths.factors}">${text.back}</a></div></div>`;
  sendAccountPage(own, { title: text.addTotp, body, status: o.problem?.status ?? 200, back: action });
}

export function sendOwnCodesPage(own: OwnAccount, codes: string[]): void {
  const { page } = own;
  const text = factorMessages[page.locale];
  const body = html`<div class="card"><h1>${text.codesTitle}</h1>
${recoveryCodeList(text, codes)}
<div class="actions"><a class="button" href="${paths.factors}">${text.goOn}</a></div></div>`;
  sendAccountPage(own, { title: text.codesTitle, body });
}
