import { type Html, html } from '../../sign-in/html.ts';
import type { SignInProblem } from '../../sign-in/pages.ts';
import { qrSvg } from '../qr-svg.ts';
import type { FactorMessages } from './factor-messages.ts';

export const alert = (problem: SignInProblem | undefined): Html | undefined =>
  problem && html`<div class="alert" role="alert" id="problem">${problem.message}</div>`;

type CodeForm = {
  action: string;
  text: FactorMessages;
  problem?: SignInProblem | undefined;
  button: string;
  hidden?: Html;
  isFocused?: boolean;
};

/** `one-time-code` lets browsers fill it in; no `pattern`, for full-width digits are welcome. */
export function codeForm(o: CodeForm): Html {
  return html`<form method="post" action="${o.action}">${o.hidden}
<div class="field"><label for="code">${o.text.code}</label>
<input type="text" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required ${o.isFocused && html`autofocus`} aria-describedby="${o.problem ? 'problem code-hint' : 'code-hint'}">
<p class="hint" id="code-hint">${o.text.codeHint}</p></div>
<button class="button wide" type="submit">${o.button}</button>
</form>`;
}

export function recoveryForm(o: {
  action: string;
  text: FactorMessages;
  isOpen?: boolean | undefined;
}): Html {
  return html`<details ${o.isOpen && html`open`}><summary>${o.text.recovery}</summary>
<form method="post" action="${o.action}">
<div class="field"><label for="recovery_code">${o.text.recoveryCode}</label>
<input type="text" id="recovery_code" name="recovery_code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="24" required aria-describedby="recovery-hint">
<p class="hint" id="recovery-hint">${o.text.recoveryHint}</p></div>
<button class="button wide plain" type="submit">${o.text.useRecovery}</button>
</form></details>`;
}

type TotpForm = {
  action: string;
  text: FactorMessages;
  uri: string;
  secret: string;
  pending: string;
  problem?: SignInProblem | undefined;
};

export function totpEnrolmentForm(o: TotpForm): Html {
  const spaced = o.secret.match(/.{1,4}/g)?.join(' ') ?? o.secret;
  return html`<h2 id="totp">${o.text.totpTitle}</h2>
<p>${o.text.totpScan}</p>
${qrSvg(o.uri, o.text.qrLabel)}
<p><span class="hint">${o.text.secret}</span><br><span class="secret">${spaced}</span></p>
${codeForm({
  ...{ action: o.action, text: o.text, problem: o.problem, button: o.text.totpConfirm },
  hidden: html`<input type="hidden" name="pending" value="${o.pending}">`,
})}`;
}

export function recoveryCodeList(text: FactorMessages, codes: string[]): Html {
  return html`<p class="lead">${text.codesLead}</p>
<ol class="codes" aria-label="${text.codesLabel}">${codes.map((code) => html`<li>${code}</li>`)}</ol>`;
}
