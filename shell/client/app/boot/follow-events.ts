import type { ShellEvent } from '@yimen/shell-contract';
import { listenToEvents } from '../../api/event-stream.ts';
import { pageListQuery } from '../../api/page-list.ts';
import { getRelease } from '../../api/releases.ts';
import { getSession } from '../../api/session.ts';
import { shellTexts } from '../../i18n/shell-texts.ts';
import { checkSession } from '../../session/check-session.ts';
import { followReleases } from '../follow-releases.ts';
import type { ShellServices } from '../shell-services.ts';

type Acts = {
  readonly [T in ShellEvent['type']]: (event: Extract<ShellEvent, { type: T }>) => void;
};

/** Carries out what the portal server tells open shells. */
export function followEvents(services: ShellServices): void {
  const { session, notices, page, container, queries, locale } = services;
  const texts = () => shellTexts[locale.get()];
  const releases = followReleases(page, { askRelease: getRelease });
  const acts = {
    'resource-changed': ({ topic }) => container.notify(topic),
    'session-ended': () => void checkSession(session),
    'maintenance-changed': () => void page.reload(),
    'release-changed': ({ portlet }) => releases.changed(portlet),
    'page-published'({ pageId }) {
      void queries.invalidateQueries(pageListQuery());
      if (pageId !== page.store.getState().shown?.page.id) return;
      void page.reload();
      notices.show({ tone: 'info', text: texts().pagePublished });
    },
  } satisfies Acts;
  let lostNotice: (() => void) | null = null;

  const stop = listenToEvents('/api/events', `yimen-events-${session.getState().session.user.sub}`, {
    onEvent(event) {
      const act: ((event: never) => void) | undefined = acts[event.type];
      act?.(event as never);
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
