import type { Middleware } from 'koa';
import { toQuery } from '../adapter/stale-interactions.ts';
import type { Member } from '../organisation/member.ts';
import { paths } from '../provider/paths.ts';
import { html } from './html.ts';
import { type Page, sendPage } from './layout.ts';
import { inLocale, type Locale } from './messages.ts';
import { finishInteraction, openInteraction, restart, type SignInParts } from './open-interaction.ts';

const texts: Record<Locale, { title: string; lead: string; goOn: string }> = {
  'zh-CN': { title: '选择账号', lead: '您已登录。请确认以哪个账号继续。', goOn: '以此账号继续' },
  'en-US': {
    title: 'Choose an account',
    lead: 'You are signed in. With which account do you want to go on?',
    goOn: 'Go on with this account',
  },
};

/** OpenID Connect Core 1.0, 3.1.2.1: `prompt=select_account`, for a person who is signed in. */
export function sendSelectAccountPage(page: Page, o: { uid: string; member: Member }): void {
  const { text, locale } = page;
  const own = texts[locale];
  const action = paths.interaction(o.uid);
  const body = html`<div class="card">
<h1>${own.title}</h1>
<p class="lead">${own.lead}</p>
<div class="facts"><dl><div><dt>${text.signedInAs}</dt><dd>${text.account(inLocale(o.member.name, locale), o.member.username)}</dd></div></dl></div>
<div class="actions"><form method="post" action="${action}/select-account"><button class="button" type="submit" id="go-on">${own.goOn}</button></form>
<form method="post" action="${action}/switch-account"><button class="button plain" type="submit">${text.switchAccount}</button></form></div>
</div>`;
  sendPage(page, { title: own.title, body, back: action });
}

/** POST: the account that is signed in. */
export function selectAccount(parts: SignInParts): Middleware {
  return async (ctx) => {
    const opened = await openInteraction(ctx, parts);
    if (!opened) return;
    const { interaction } = opened;
    if (interaction.prompt.name !== 'select_account') restart(ctx, toQuery(interaction.params));
    else await finishInteraction(ctx, interaction, { select_account: {} });
  };
}
