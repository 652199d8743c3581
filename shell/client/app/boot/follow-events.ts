import { listenToEvents } from '../../api/event-stream.ts';
import { pageListQuery } from '../../api/page-list.ts';
import { getRelease } from '../../api/releases.ts';
import { getSession } from '../../api/session.ts';
import { shellTexts } from '../../i18n/shell-texts.ts';
import { checkSession } from '../../session/check-session.ts';
import { followReleases } from '../follow-releases.ts';
import type { ShellServices } from '../shell-services.ts';

/** Carries out what the portal server tells open shells. */
export function followEvents(services: ShellServices): void {
  const { session, notices, page, container, queries, locale } = services;
  const texts = () => shellTexts[locale.get()];
  const releases = followReleases(page, { askRelease: getRelease });
  let lostNotice: (() => void) | null = null;

  const stop = listenToEvents('/api/events', `yimen-events-${session.getState().session.user.sub}`, {
    onEvent(event) {
      if (event.type === 'resource-changed') container.notify(event.topic);
      else if (event.type === 'session-ended') void checkSession(session);
      else if (event.type === 'maintenance-changed') void page.reload();
      else if (event.type === 'release-changed') releases.changed(event.portlet);
      else if (event.type === 'page-published') {
        void queries.invalidateQueries(pageListQuery());
        if (event.pageId !== page.store.getState().shown?.page.id) return;
        void page.reload();
        notices.show({ tone: 'info', text: texts().pagePublished });
      }
    },
    onDisconnected(isLong) {
      // The stream ends with the session too; an answer 401 says so.
      getSession().catch(() => undefined);
      if (isLong)
        lostNotice ??= notices.show({ tone: 'info', text: texts().connectionLost }, { stays: true });
    },
    onReconnected() {
      if (lostNotice) {
        lostNotice();
        lostNotice = null;
        notices.show({ tone: 'success', text: texts().connectionBack });
      }
      void queries.invalidateQueries(pageListQuery());
      void page.reload();
      container.resync();
      services.queue.resume();
    },
  });
  session.subscribe(({ hasEnded }) => {
    if (!hasEnded) return;
    stop();
    releases.stop();
  });
}
