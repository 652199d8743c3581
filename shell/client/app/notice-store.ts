import type { Undo } from '@yimen/portlet-sdk';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** What a notice offers to do. */
export type NoticeAction = { readonly label: string; readonly run: () => void };

/** A short message of the shell. */
export type Notice = {
  readonly id: number;
  readonly tone: 'success' | 'info' | 'error';
  readonly text: string;
  readonly action?: NoticeAction;
};

/** The notices that are on the screen, newest last. */
export type NoticeStore = StoreApi<{ readonly notices: readonly Notice[] }>;

/** Shows notices; errors and notices with an action stay longer, since they are read, not glanced at. */
export type Notices = {
  readonly store: NoticeStore;
  show(notice: Omit<Notice, 'id'>, options?: { stays?: boolean }): Undo;
};

const mostNotices = 4;
const shortTime = 4_000;
const longTime = 10_000;

/** Makes the shell's notices. */
export function createNotices(): Notices {
  const store: NoticeStore = createStore(() => ({ notices: [] }));
  let last = 0;
  return {
    store,
    show(notice, { stays = false } = {}) {
      last += 1;
      const id = last;
      const remove = () => {
        store.setState(({ notices }) => ({ notices: notices.filter((other) => other.id !== id) }));
      };
      store.setState(({ notices }) => ({ notices: [...notices, { ...notice, id }].slice(-mostNotices) }));
      if (!stays) setTimeout(remove, notice.tone === 'error' || notice.action ? longTime : shortTime);
      return remove;
    },
  };
}
