import { type AccountPage, sendAccountPage } from '../account/account-frame.ts';
import { paths } from '../provider/paths.ts';
import { type Html, html } from '../sign-in/html.ts';
import type { Page } from '../sign-in/layout.ts';
import type { DeviceNotice } from './new-devices.ts';
import type { SessionView } from './session-directory.ts';
import { deviceLabel, momentText, sessionList } from './session-list.ts';
import { sessionMessages } from './session-messages.ts';

export const ownSessionsResults = [
  'ended',
  'ended-others',
  'already-ended',
  'dismissed',
  'disowned',
] as const;
export type OwnSessionsResult = (typeof ownSessionsResults)[number];

type OwnSessions = {
  sessions: readonly SessionView[];
  notices: readonly DeviceNotice[];
  currentUid: string;
  proof: string;
  done: OwnSessionsResult | undefined;
};

export function sendOwnSessionsPage(own: AccountPage, o: OwnSessions): void {
  const { page } = own;
  const text = sessionMessages[page.locale];
  const hidden = html`<input type="hidden" name="proof" value="${o.proof}">`;
  const others = o.sessions.filter((session) => session.uid !== o.currentUid);
  const action = (session: SessionView): Html => {
    if (session.uid === o.currentUid) {
      return html`<a class="button plain small" href="${paths.endSession}">${text.endThis}</a>`;
    }
    const label = `${text.end}: ${deviceLabel(session.userAgent, page.locale)}`;
    return html`<form method="post" action="${paths.ownSessions}/end">${hidden}<input type="hidden" name="session" value="${session.uid}">
<button class="button plain small" type="submit" aria-label="${label}">${text.end}</button></form>`;
  };
  const body = html`<div class="card">
<h1>${text.title}</h1>
<p class="lead">${text.lead}</p>
${o.done && resultOf(page, o.done)}
${o.notices.map((notice) => noticeOf(page, notice, hidden))}
${sessionList(page, current(o), { currentUid: o.currentUid, action })}
${others.length === 0 ? html`<p class="lead">${text.only}</p>` : sessionList(page, others, { action })}
${others.length > 0 && html`<div class="actions"><form method="post" action="${paths.ownSessions}/end-others">${hidden}<button class="button" type="submit">${text.endOthers}</button></form></div>`}
</div>`;
  sendAccountPage(own, { title: text.title, body });
}

const current = ({ sessions, currentUid }: OwnSessions) =>
  sessions.filter((session) => session.uid === currentUid);

function resultOf({ locale }: Page, done: OwnSessionsResult): Html {
  const text = sessionMessages[locale];
  const said = {
    ended: text.ended,
    'ended-others': text.endedOthers,
    'already-ended': text.alreadyEnded,
    dismissed: text.dismissed,
    disowned: text.disowned,
  }[done];
  const more = done === 'disowned' && html` <a href="${paths.ownPassword}">${text.changePassword}</a>`;
  return html`<div class="notice" role="status">${said}${more}</div>`;
}

function noticeOf(page: Page, notice: DeviceNotice, hidden: Html): Html {
  const text = sessionMessages[page.locale];
  const said = text.newDevice(
    deviceLabel(notice.user_agent, page.locale),
    notice.ip ?? text.unknown,
    momentText(page, notice.created_at),
  );
  return html`<div class="alert" role="alert"><strong>${text.newDeviceTitle}</strong><p>${said}</p>
<form method="post" action="${paths.ownSessions}/notice">${hidden}<input type="hidden" name="notice" value="${notice.id}">
<button class="button plain small" type="submit" name="answer" value="me">${text.itWasMe}</button>
<button class="button small" type="submit" name="answer" value="not-me">${text.notMe}</button></form></div>`;
}
