import { paths } from '../../provider/paths.ts';
import { type Html, html } from '../../sign-in/html.ts';
import { sendPage } from '../../sign-in/layout.ts';
import { inLocale } from '../../sign-in/messages.ts';
import { type SignInProblem, sendMessagePage } from '../../sign-in/pages.ts';
import { passkeyLevel } from '../acr.ts';
import { alert, codeForm, recoveryCodeList, recoveryForm, totpEnrolmentForm } from './factor-forms.ts';
import { factorMessages } from './factor-messages.ts';
import type { FactorInteraction } from './interaction-state.ts';
import { passkeyForm } from './passkey-form.ts';

const systemOf = ({ party, page }: FactorInteraction) =>
  party ? inLocale(party.name, page.locale) : page.text.subsystem;

export function sendProvePage(
  o: FactorInteraction,
  { problem, canPasskey }: { problem?: SignInProblem | undefined; canPasskey: boolean },
): void {
  const { page, interaction, factors } = o;
  const text = factorMessages[page.locale];
  const back = paths.interaction(interaction.uid);
  const action = `${back}/factor`;
  const isPasskeyOnly = o.level >= passkeyLevel && o.step === 'prove';
  const withCode = !isPasskeyOnly && factors.totp.length > 0;
  const withPasskey = canPasskey && factors.passkeys.length > 0;
  const withRecovery = !isPasskeyOnly && factors.recoveryCodesLeft > 0;
  const body = html`<div class="card">
<h1>${text.proveTitle}</h1>
<p class="lead">${o.step === 'prove-then-passkey' ? text.provePasskeyFirst : text.proveLead(systemOf(o))}</p>
${alert(problem)}
${withCode && codeForm({ action, text, problem, button: text.verify, isFocused: true })}
${
  withPasskey &&
  html`<div class="${withCode && 'split'}">${passkeyForm({
    ...{ kind: 'get', action, options: `${back}/passkey-options`, text, label: text.usePasskey },
    isPlain: withCode,
  })}</div>`
}
${withRecovery && recoveryForm({ action, text, isOpen: !withCode && !withPasskey })}
${switchAccount(o)}
</div>`;
  sendPage(page, {
    title: text.proveTitle,
    body,
    back,
    hasPasskey: withPasskey,
    status: problem?.status ?? 200,
  });
}

type Enrolment = {
  problem?: SignInProblem | undefined;
  totp: { uri: string; secret: string; pending: string } | undefined;
  canPasskey: boolean;
};

export function sendEnrolPage(o: FactorInteraction, { problem, totp, canPasskey }: Enrolment): void {
  const { page, interaction } = o;
  const text = factorMessages[page.locale];
  const back = paths.interaction(interaction.uid);
  const lead = totp ? text.enrolLead(systemOf(o)) : text.enrolPasskeyLead(systemOf(o));
  const body = html`<div class="card">
<h1>${text.enrolTitle}</h1>
<p class="lead">${lead}</p>
${alert(problem)}
${totp && totpEnrolmentForm({ ...totp, text, problem, action: `${back}/factor/totp` })}
${
  canPasskey &&
  html`<div class="${totp && 'split'}"><h2>${text.passkeyTitle}</h2><p>${text.passkeyAbout}</p>${passkeyForm({
    ...{ kind: 'create', action: `${back}/factor/passkey`, options: `${back}/passkey-options`, text },
    ...{ label: text.addPasskey, isPlain: totp !== undefined },
  })}</div>`
}
${switchAccount(o)}
</div>`;
  sendPage(page, {
    title: text.enrolTitle,
    body,
    back,
    hasPasskey: canPasskey,
    status: problem?.status ?? 200,
  });
}

/** Shown once. The request goes on with a link: she is through already. */
export function sendCodesPage(o: FactorInteraction, codes: string[]): void {
  const { page, interaction } = o;
  const text = factorMessages[page.locale];
  const body = html`<div class="card">
<h1>${text.codesTitle}</h1>
${recoveryCodeList(text, codes)}
<div class="actions"><a class="button" href="${interaction.returnTo}">${text.goOn}</a></div>
</div>`;
  sendPage(page, { title: text.codesTitle, body });
}

export function sendImpossiblePage(o: FactorInteraction): void {
  const text = factorMessages[o.page.locale];
  sendMessagePage(o.page, {
    title: text.enrolTitle,
    lead: text.passkeyUnsupported,
    code: 'unmet_authentication_requirements',
    status: 403,
    back: paths.interaction(o.interaction.uid),
  });
}

function switchAccount({ page, member, interaction }: FactorInteraction): Html {
  const { text, locale } = page;
  return html`<div class="facts"><dl><div><dt>${text.signedInAs}</dt><dd>${text.account(inLocale(member.name, locale), member.username)}</dd></div></dl></div>
<form class="actions" method="post" action="${paths.interaction(interaction.uid)}/switch-account"><button class="button plain" type="submit">${text.switchAccount}</button></form>`;
}
