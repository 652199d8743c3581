import { upgradeTexts } from '../../i18n/upgrade-texts.ts';
import type { ShellServices } from '../shell-services.ts';

/** So many replaced windows leave memory behind that only a page load gives back: the browser never drops a module. */
const worthReloading = 50;

type Followed = Pick<ShellServices, 'container' | 'navigator' | 'notices' | 'locale' | 'confirmations'>;

/** Guards what portlets say is unsaved, and offers a page load after many upgrades. */
export function followUpgrades(
  { container, navigator, notices, locale, confirmations }: Followed,
  browser: Window,
): void {
  const texts = () => upgradeTexts[locale.get()];
  navigator.guard(() => !container.isUnsaved() || confirmations.ask(texts().leaveUnsaved));
  browser.addEventListener('beforeunload', (event) => {
    if (container.isUnsaved()) event.preventDefault();
  });
  const { count } = container.upgrades;
  let taken: (() => void) | null = null;
  count.subscribe(() => {
    const upgrades = count.get();
    if (upgrades % worthReloading !== 0) return;
    taken?.();
    const action = { label: texts().reload, run: () => browser.location.reload() };
    taken = notices.show({ tone: 'info', text: texts().many(upgrades), action }, { stays: true });
  });
}
