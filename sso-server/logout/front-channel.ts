import { type Html, html } from '../sign-in/html.ts';
import type { Page } from '../sign-in/layout.ts';
import { sendMessagePage } from '../sign-in/pages.ts';
import { pagePolicy } from '../sign-in/style.ts';
import { logoutMessages } from './logout-messages.ts';

/** However slow the framed systems are, the person goes on after this time; without JavaScript. */
const waitSeconds = 3;

export type Frames = readonly string[];

/**
 * Front-Channel Logout 1.0, section 3: the systems in frames of the person's own browser. They may run their
 * scripts and use their cookies, and cannot lead the page away.
 */
export function framesOf(page: Page, frames: Frames): Html {
  const { framed } = logoutMessages[page.locale];
  return html`${frames.map(
    (uri) =>
      html`<iframe src="${uri}" title="${framed}" hidden sandbox="allow-scripts allow-same-origin" referrerpolicy="no-referrer"></iframe>`,
  )}`;
}

/** Exactly the origins of this page's frames may be framed. To be set after the page was sent. */
export function allowFrames(page: Page, frames: Frames): void {
  const origins = [...new Set(frames.map((uri) => new URL(uri).origin))];
  page.ctx.set('content-security-policy', `${pagePolicy}; frame-src ${origins.join(' ')}`);
}

/** A page that frames the systems and goes on by itself, or at once by its link. */
export function sendLeavingPage(page: Page, o: { frames: Frames; next: string; isSwitch?: boolean }): void {
  const text = logoutMessages[page.locale];
  sendMessagePage(page, {
    title: text.leavingTitle,
    lead: o.isSwitch ? text.switching : text.leaving,
    actions: html`<a class="button" href="${o.next}">${text.goOn}</a>${framesOf(page, o.frames)}`,
    head: html`<meta http-equiv="refresh" content="${waitSeconds};url=${o.next}">`,
  });
  allowFrames(page, o.frames);
}
