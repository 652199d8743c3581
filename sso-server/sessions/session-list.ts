import { type Html, html } from '../sign-in/html.ts';
import type { Page } from '../sign-in/layout.ts';
import { inLocale, type Locale } from '../sign-in/messages.ts';
import { describeDevice, deviceName } from './describe-device.ts';
import type { SessionView } from './session-directory.ts';
import { sessionMessages } from './session-messages.ts';

export const deviceLabel = (userAgent: string | null, locale: Locale): string =>
  deviceName(describeDevice(userAgent), locale) ?? sessionMessages[locale].unknownDevice;

/** A moment in the bureau's time. */
export function momentText({ config, locale }: Page, moment: number): string {
  const format = { dateStyle: 'medium', timeStyle: 'short', timeZone: config.timeZone } as const;
  return new Intl.DateTimeFormat(locale, format).format(moment);
}

/** One entry per session: what a person needs to know her own devices by, and what she can do. */
export function sessionList(
  page: Page,
  sessions: readonly SessionView[],
  o: { currentUid?: string; action(session: SessionView): Html },
): Html {
  const { locale } = page;
  const text = sessionMessages[locale];
  const item = (session: SessionView) => html`<li>
<div class="head"><strong>${deviceLabel(session.userAgent, locale)}</strong>
${session.uid === o.currentUid && html`<span class="tag">${text.thisDevice}</span>`}</div>
<dl>
<div><dt>${text.address}</dt><dd>${session.ip ?? text.unknown}</dd></div>
<div><dt>${text.started}</dt><dd>${momentText(page, session.signedInAt)}</dd></div>
<div><dt>${text.lastActive}</dt><dd>${momentText(page, session.seenAt)}</dd></div>
<div><dt>${text.systems}</dt><dd>${systemsText(page, session)}</dd></div>
</dl>
${o.action(session)}</li>`;
  return html`<ul class="sessions">${sessions.map(item)}</ul>`;
}

function systemsText({ locale }: Page, { systems }: SessionView): string {
  const names = systems.map((system) => inLocale(system.name, locale));
  if (names.length === 0) return sessionMessages[locale].noSystems;
  return names.join(locale === 'zh-CN' ? '、' : ', ');
}
