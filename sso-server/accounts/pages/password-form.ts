import { type Html, html } from '../../sign-in/html.ts';
import { type Page, sendPage } from '../../sign-in/layout.ts';
import { accountMessages } from './account-messages.ts';

/** What was wrong with the form that was sent. */
export type FormProblem = { messages: string[]; status: number; retryAfterSeconds?: number };

type PasswordForm = {
  title: string;
  lead: string;
  action: string;
  /** Where the language switch leads back to. */
  back: string;
  /** Asked of somebody who is not signed in; the account of somebody who is. */
  person: { asked: string } | { signedIn: string };
  secret: { kind: 'current' } | { kind: 'code'; value: string };
  hidden?: Record<string, string>;
  rules: string[];
  /** What stands around it; nothing when it stands between a sign-in and the rest. */
  frame?: (body: Html) => Html;
  problem?: FormProblem | undefined;
};

/** The one form on which a person chooses a password: her own page, the forced change, the activation code. */
export function sendPasswordForm(page: Page, o: PasswordForm): void {
  const text = accountMessages[page.locale];
  const problem = o.problem;
  if (problem?.retryAfterSeconds !== undefined)
    page.ctx.set('retry-after', String(problem.retryAfterSeconds));
  const described = problem && html`aria-describedby="problem"`;
  const body = html`<div class="card">
<h1>${o.title}</h1>
<p class="lead">${o.lead}</p>
${problem && html`<div class="alert" role="alert" id="problem">${problem.messages.map((message) => html`<div>${message}</div>`)}</div>`}
<form method="post" action="${o.action}">
${Object.entries(o.hidden ?? {}).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${personField(page, o.person)}
${o.secret.kind === 'current' ? field({ name: 'current', label: text.current, autocomplete: 'current-password', described }) : codeField(page, o.secret.value)}
${field({ name: 'password', label: text.next, autocomplete: 'new-password', described: html`aria-describedby="rules"` })}
${field({ name: 'again', label: text.again, autocomplete: 'new-password', described: undefined })}
<div class="notice" id="rules"><strong>${text.rules}</strong><ul>${o.rules.map((rule) => html`<li>${rule}</li>`)}</ul></div>
<button class="button wide" type="submit">${text.save}</button>
</form>
</div>`;
  sendPage(page, {
    title: o.title,
    body: o.frame?.(body) ?? body,
    status: problem?.status ?? 200,
    back: o.back,
  });
}

function personField({ locale, text }: Page, person: PasswordForm['person']): Html {
  if ('signedIn' in person) {
    return html`<div class="facts"><dl><div><dt>${text.signedInAs}</dt><dd>${person.signedIn}</dd></div></dl></div>`;
  }
  return html`<div class="field"><label for="username">${accountMessages[locale].username}</label>
<input type="text" id="username" name="username" value="${person.asked}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required></div>`;
}

function codeField({ locale }: Page, value: string): Html {
  const text = accountMessages[locale];
  return html`<div class="field"><label for="code">${text.code}</label>
<input type="text" id="code" name="code" value="${value}" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" maxlength="40" required aria-describedby="code-hint">
<small id="code-hint">${text.codeHint}</small></div>`;
}

function field(o: { name: string; label: string; autocomplete: string; described: Html | undefined }): Html {
  return html`<div class="field"><label for="${o.name}">${o.label}</label>
<input type="password" id="${o.name}" name="${o.name}" autocomplete="${o.autocomplete}" maxlength="256" required ${o.described}></div>`;
}
