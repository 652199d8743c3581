import { useObservable } from '@yimen/portlet-sdk';
import type { ReactNode } from 'react';
import { Icon } from '../../app/icon.tsx';
import { useServices, useShellLocale } from '../../app/shell-services.ts';
import { upgradeTexts } from '../../i18n/upgrade-texts.ts';
import type { WatchedController } from '../../portlet-container/containment/contained-window.ts';
import { observableValue } from '../../portlet-container/observable.ts';
import type { UpgradeOffer } from '../../portlet-container/upgrade/window-upgrade.ts';
import styles from './window-body.module.css';

const noOffer = observableValue<UpgradeOffer | null>(null);

/** Offers another release of the portlet where the person is to be asked; she may go on as long as she likes. */
export function UpgradeBar({ controller }: { readonly controller: WatchedController }): ReactNode {
  const texts = upgradeTexts[useShellLocale()];
  const { container } = useServices();
  const upgrade = container.upgrades.of(controller.windowId);
  const offer = useObservable(upgrade?.offer ?? noOffer);
  // A live region has to be there before its text.
  return (
    <div role="status" data-upgrade-bar="">
      {offer && (
        <div className={`${styles.banner} ${styles.quiet}`}>
          <Icon name={offer.state === 'asked-typed' ? 'warning' : 'info'} />
          <span>{texts.offers[offer.state]}</span>
          {(offer.state === 'asked' || offer.state === 'asked-typed') && (
            <button type="button" className={styles.bannerAction} onClick={upgrade?.accept}>
              {texts.now}
            </button>
          )}
          <button type="button" className={styles.bannerAction} onClick={upgrade?.postpone}>
            {texts.later}
          </button>
        </div>
      )}
    </div>
  );
}
