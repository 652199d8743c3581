import { getNewDevices } from '../api/session.ts';
import type { Notices } from '../app/notice-store.ts';
import { shellTexts } from '../i18n/shell-texts.ts';

const storageKey = 'yimen-new-devices-shown';
const mostRemembered = 50;

type Parts = {
  notices: Notices;
  locale: { get(): 'zh-CN' | 'en-US' };
  storage: Pick<Storage, 'getItem' | 'setItem'>;
  /** Goes to the page where she says whether it was she. */
  openAccount: () => void;
};

/**
 * Tells the person once of every sign-in on a device that is new to her account. She answers for it on her account's
 * own pages; until then it stands there. That it cannot be asked for now disturbs nobody.
 */
export async function showNewDevices(o: Parts): Promise<void> {
  const found = await getNewDevices().catch(() => []);
  const shown = readShown(o.storage);
  const fresh = found.filter(({ id }) => !shown.includes(id));
  if (fresh.length === 0) return;
  const texts = shellTexts[o.locale.get()];
  for (const one of fresh.slice(0, 3)) {
    const moment = new Intl.DateTimeFormat(o.locale.get(), { dateStyle: 'medium', timeStyle: 'short' });
    const text = texts.newDevice(one.device[o.locale.get()], one.address ?? '', moment.format(one.at));
    const action = { label: texts.newDeviceCheck, run: o.openAccount };
    o.notices.show({ tone: 'error', text, action }, { stays: true });
  }
  remember(o.storage, [...fresh.map(({ id }) => id), ...shown]);
}

function readShown(storage: Parts['storage']): string[] {
  try {
    const value: unknown = JSON.parse(storage.getItem(storageKey) ?? '[]');
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

function remember(storage: Parts['storage'], ids: string[]): void {
  try {
    storage.setItem(storageKey, JSON.stringify(ids.slice(0, mostRemembered)));
  } catch {
    // A browser that keeps nothing shows it again next time.
  }
}
