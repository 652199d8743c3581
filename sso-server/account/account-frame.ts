import type { Member } from '../organisation/member.ts';
import { paths } from '../provider/paths.ts';
import { type Html, html } from '../sign-in/html.ts';
import { type Page, type PageContent, sendPage } from '../sign-in/layout.ts';
import { inLocale } from '../sign-in/messages.ts';
import { accountMessages } from './account-messages.ts';

/** The pages on which a person looks after her own account. */
export const accountSections = {
  sessions: paths.ownSessions,
  password: paths.ownPassword,
  factors: paths.factors,
} as const;
export type AccountSection = keyof typeof accountSections;

/** Who looks at which of them. */
export type AccountPage = { page: Page; section: AccountSection; member: Pick<Member, 'name' | 'username'> };

/** One frame for all of them: where she is, where else she can go, who she is, and the way back to the portal. */
export function sendAccountPage(own: AccountPage, o: PageContent): void {
  sendPage(own.page, { back: accountSections[own.section], ...o, body: inAccountFrame(own, o.body) });
}

export function inAccountFrame({ page, section, member }: AccountPage, body: Html): Html {
  const text = accountMessages[page.locale];
  const link = ([one, path]: [string, string]) =>
    html`<li><a href="${path}" ${one === section && html`aria-current="page"`}>${text[one as AccountSection]}</a></li>`;
  return html`<div class="account">
<div class="account-head"><p>${text.area}</p><p>${page.text.account(inLocale(member.name, page.locale), member.username)}</p></div>
<nav aria-label="${text.area}"><ul>${Object.entries(accountSections).map(link)}<li class="out"><a href="${page.config.portalUrl}">${page.text.backToPortal}</a></li></ul></nav>
${body}</div>`;
}
