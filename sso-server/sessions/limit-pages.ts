import type { Middleware } from 'koa';
import { z } from 'zod';
import { toQuery } from '../adapter/stale-interactions.ts';
import { paths } from '../provider/paths.ts';
import { html } from '../sign-in/html.ts';
import { type Page, sendPage } from '../sign-in/layout.ts';
import { finishInteraction, type Opened, restart, type SignInParts } from '../sign-in/open-interaction.ts';
import { openMemberInteraction } from '../sign-in/open-member-interaction.ts';
import { beginAgainLink } from '../sign-in/pages.ts';
import type { SessionView } from './session-directory.ts';
import { deviceLabel, sessionList } from './session-list.ts';
import { sessionMessages } from './session-messages.ts';

/** The prompt of a sign-in for which there is no place (provider/interaction-policy.ts). */
export const sessionLimitPrompt = 'session_limit';

type Current = { uid: string; accountId?: string | undefined };

/** GET: turned away, or asked what shall end. */
export async function showSessionLimit(parts: SignInParts, opened: Opened, session: Current): Promise<void> {
  const { services } = parts;
  const sub = session.accountId ?? '';
  const others = (await services.sessionDirectory.of(sub)).filter(({ uid }) => uid !== session.uid);
  const { limit, policy } = await services.sessionLimit.of(sub);
  if (policy === 'ask') {
    if (others.length < limit) {
      // Somewhere else she has made room meanwhile.
      restart(opened.page.ctx, toQuery(opened.interaction.params));
      return;
    }
    sendAskPage(opened, { others, limit, isMissing: false });
    return;
  }
  // Nobody may find this half-begun session on a shared machine.
  await services.ender.end(session.uid, 'session-limit');
  sendRefusedPage(opened, { others, limit });
}

/** POST: ends what was chosen and goes on with the sign-in. */
export function endForSessionLimit(parts: SignInParts): Middleware {
  const form = z.object({
    end: z.union([
      z
        .string()
        .max(64)
        .transform((one) => [one]),
      z.array(z.string().max(64)).max(200),
    ]),
  });
  return async (ctx) => {
    const opened = await openMemberInteraction(ctx, parts, sessionLimitPrompt);
    if (!opened) return;
    const { interaction, session, member } = opened;
    const { sessionDirectory, sessionLimit, ender } = parts.services;
    const others = (await sessionDirectory.of(member.sub)).filter(({ uid }) => uid !== session.uid);
    const input = form.safeParse(ctx.request.body);
    if (!input.success) {
      const { limit } = await sessionLimit.of(member.sub);
      sendAskPage(opened, { others, limit, isMissing: true });
      return;
    }
    for (const { uid } of others) {
      if (!input.data.end.includes(uid)) continue;
      await ender.end(uid, 'ended-by-person', { ip: ctx.ip, userAgent: ctx.get('user-agent') });
    }
    // The provider asks again when that was not enough.
    await finishInteraction(ctx, interaction, {});
  };
}

type Asked = { others: readonly SessionView[]; limit: number };

function sendAskPage({ page, interaction }: Opened, o: Asked & { isMissing: boolean }): void {
  const text = sessionMessages[page.locale];
  const action = `${paths.interaction(interaction.uid)}/sessions`;
  const choice = (session: SessionView) =>
    html`<label class="choice"><input type="checkbox" name="end" value="${session.uid}"> ${text.end}<span class="hidden">: ${deviceLabel(session.userAgent, page.locale)}</span></label>`;
  const body = html`<div class="card broad">
<h1>${text.limitTitle}</h1>
<p class="lead">${text.limitAsk(o.limit)}</p>
${o.isMissing && html`<div class="alert" role="alert">${text.choose}</div>`}
<form method="post" action="${action}">
${sessionList(page, o.others, { action: choice })}
<div class="actions"><button class="button" type="submit">${text.endChosen}</button></div>
</form>
</div>`;
  const back = paths.interaction(interaction.uid);
  sendPage(page, { title: text.limitTitle, body, back, status: o.isMissing ? 422 : 200 });
}

function sendRefusedPage({ page, interaction }: Opened, o: Asked): void {
  const text = sessionMessages[page.locale];
  const body = html`<div class="card broad">
<h1>${text.limitTitle}</h1>
<p class="lead">${text.limitRefused(o.limit)}</p>
${sessionList(page, o.others, { action: () => html`` })}
<div class="actions">${beginAgainLink(page, toQuery(interaction.params))}${portalLink(page)}</div>
<p class="code">${page.text.errorCode}: session_limit</p>
</div>`;
  sendPage(page, { title: text.limitTitle, body, status: 403 });
}

const portalLink = (page: Page) =>
  html`<a class="button plain" href="${page.config.portalUrl}">${page.text.backToPortal}</a>`;
