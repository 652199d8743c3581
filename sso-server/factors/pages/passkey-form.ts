import { type Html, html } from '../../sign-in/html.ts';
import type { FactorMessages } from './factor-messages.ts';

type PasskeyForm = {
  kind: 'get' | 'create';
  action: string;
  /** Where the script asks for the challenge. */
  options: string;
  text: FactorMessages;
  label: string;
  isPlain?: boolean;
  fields?: Html;
};

/** Hidden until the script runs. It fills `credential` and sends the form, so failures come back as a page. */
export function passkeyForm(o: PasskeyForm): Html {
  return html`<form method="post" action="${o.action}" data-passkey="${o.kind}" data-options="${o.options}" hidden>
<input type="hidden" name="credential" value="">
${o.fields}
<div class="alert" role="alert" data-passkey-problem hidden>${o.text.passkeyFailed}</div>
<button class="button wide${o.isPlain && ' plain'}" type="submit">${o.label}</button>
</form>
<p class="hint" data-no-passkey hidden>${o.text.passkeyUnsupported}</p>
<noscript><p class="hint">${o.text.noScript}</p></noscript>`;
}
