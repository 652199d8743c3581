import type { PortletMode, Undo } from '@yimen/portlet-sdk';
import { isProblem } from '@yimen/problem';
import type { WatchedController } from '../containment/contained-window.ts';
import { type ObservableValue, observableValue } from '../observable.ts';
import type { PortletRelease } from '../release-loader.ts';
import { isEarlierVersion } from '../version-range.ts';
import { whenFailed } from './when-failed.ts';
import type { KeptStates } from './window-keeper.ts';

/**
 * What a window says of another release. `asked`: the person may have it; `asked-typed`: and what she has typed could be
 * lost with it. `waiting-unsaved`: it comes when her work is saved; `waiting`: when she is done with what she is doing.
 */
export type UpgradeOffer = {
  readonly version: string;
  readonly state: 'asked' | 'asked-typed' | 'waiting' | 'waiting-unsaved';
};

/** What an upgrade needs of the container and the page around. */
export type UpgradePorts = {
  /** The window's running controller; undefined once it has ended. */
  current(): WatchedController | undefined;
  /** Loads the code ahead, and that of the mode that the window shows. */
  preload(release: PortletRelease, mode: PortletMode): Promise<unknown>;
  /** Ends the running controller and starts another one in its place. */
  replace(release: PortletRelease, kept: KeptStates): WatchedController;
  /** Which release the person gets now; absent where there is no registry. */
  readonly askRelease?: ((portlet: string) => Promise<PortletRelease>) | undefined;
  /** Whether a release must not be loaded by itself. */
  isSuspect(release: PortletRelease): boolean;
  /** The mode that the window is in. */
  mode(): PortletMode;
  /** Whether the person is in the middle of something in the window that the portlet does not tell of. */
  isInUse(controller: WatchedController): boolean;
  /** Whether she has typed something that the portlet does not tell of. */
  hasTyped(controller: WatchedController): boolean;
  /** A window was replaced. */
  upgraded(): void;
};

/** The upgrades of one window. */
export type WindowUpgrade = {
  readonly offer: ObservableValue<UpgradeOffer | null>;
  /** The release that waits until the window may have it; null when none does. */
  waiting(): PortletRelease | null;
  /** The page has this release now: the one that runs, or another one. */
  consider(release: PortletRelease): void;
  /** The person wants it now; it comes as soon as nothing is unsaved. */
  accept(): void;
  /** Not until there is yet another release, or the page is loaded again. */
  postpone(): void;
  end(): void;
};

/** How often a window that waits is looked at again. */
const lookAgain = 1_000;
/** So long after its start a release that fails is taken back. */
const probation = 10_000;
const firstRetry = 5_000;
/** A page may stay open for weeks, and what is broken be mended meanwhile. */
const longestRetry = 300_000;
/** The log keeps the newest entries: not all of them shall tell of this. */
const mostTold = 5;

type Pending = {
  readonly release: PortletRelease;
  failures: number;
  isLoaded: boolean;
  /** What she has agreed to; null while she has not. */
  agreed: UpgradeOffer['state'] | null;
  isPostponed: boolean;
};

/** Brings a window from one release to another without a page load (SPEC R101 to R107). */
export function createWindowUpgrade(ports: UpgradePorts): WindowUpgrade {
  const offer = observableValue<UpgradeOffer | null>(null, isSameOffer);
  const refused = new Set<string>();
  let pending: Pending | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let endProbation: Undo = () => undefined;

  function drop(): void {
    clearTimeout(timer);
    pending = null;
    offer.set(null);
  }

  /** Calls `then` unless the upgrade was dropped meanwhile. */
  const later = (milliseconds: number, then: (still: Pending) => void) => {
    clearTimeout(timer);
    const mine = pending;
    timer = setTimeout(() => mine && mine === pending && then(mine), milliseconds);
  };

  async function load(mine: Pending): Promise<void> {
    try {
      await checkStillWanted(mine.release, ports);
      await ports.preload(mine.release, ports.mode());
      if (mine !== pending) return;
      mine.isLoaded = true;
      look(mine);
    } catch (error) {
      if (mine !== pending) return;
      mine.failures += 1;
      if (mine.failures <= mostTold)
        ports.current()?.log.write('error', 'upgrade-failed', `${mine.release.version}: ${String(error)}`);
      // What the page does not have will not fit later either; a tampered file may be mended.
      if (isProblem(error, 'portlet-incompatible')) return;
      later(Math.min(longestRetry, firstRetry * 2 ** (mine.failures - 1)), load);
    }
  }

  function look(mine: Pending): void {
    const controller = ports.current();
    if (!controller || !mine.isLoaded || mine.isPostponed) return;
    const { version } = mine.release;
    const question = questionFor(controller, mine.release, ports);
    if (isHeldBack(controller, ports)) {
      const state = controller.keeper.isUnsaved() ? 'waiting-unsaved' : 'waiting';
      offer.set(mine.agreed ? { version, state } : null);
      later(lookAgain, look);
      // Who agreed to the update has not agreed to lose what she typed afterwards.
    } else if (question === null || question === mine.agreed || mine.agreed === 'asked-typed')
      swap(controller, mine.release);
    else {
      offer.set({ version, state: question });
      later(lookAgain, look);
    }
  }

  function swap(before: WatchedController, release: PortletRelease): void {
    drop();
    endProbation();
    const kept = before.keeper.take();
    const next = ports.replace(release, kept);
    next.log.write('info', 'upgraded', `${before.release.version} → ${release.version}`);
    ports.upgraded();
    endProbation = whenFailed(next, probation, ({ message }) => {
      refused.add(idOf(release));
      const back = ports.replace(before.release, kept);
      back.log.write('error', 'upgrade-undone', `${release.version}: ${message}`);
    });
  }

  return {
    offer,
    waiting: () => pending?.release ?? null,
    consider(release) {
      const running = ports.current()?.release;
      if (!running) return;
      if (pending && idOf(pending.release) === idOf(release)) return;
      drop();
      if (idOf(running) === idOf(release) || refused.has(idOf(release))) return;
      if (release.held || ports.isSuspect(release)) return;
      if (consentRule(running, release) === 'block') return;
      pending = { release, failures: 0, isLoaded: false, agreed: null, isPostponed: false };
      void load(pending);
    },
    accept() {
      if (!pending) return;
      pending.agreed = offer.get()?.state ?? 'asked';
      look(pending);
    },
    postpone() {
      if (!pending) return;
      clearTimeout(timer);
      pending.isPostponed = true;
      offer.set(null);
    },
    end() {
      endProbation();
      drop();
    },
  };
}

/** A release with the same version and another address is another one, too: a developer's own. */
function idOf({ name, version, entry }: PortletRelease): string {
  return `${name}@${version} ${entry}`;
}

/**
 * The stricter rule of both releases: what is at stake is the running one's, what comes is the other's. A release that is
 * taken back is not asked for.
 */
function consentRule(running: PortletRelease, next: PortletRelease): 'allow' | 'ask' | 'block' {
  if (isEarlierVersion(next.version, running.version)) return 'allow';
  const rules = [running.descriptor.upgrade, next.descriptor.upgrade];
  return rules.includes('block') ? 'block' : rules.includes('ask') ? 'ask' : 'allow';
}

/** What the person is to be asked; null: nothing. */
function questionFor(
  controller: WatchedController,
  next: PortletRelease,
  ports: UpgradePorts,
): 'asked' | 'asked-typed' | null {
  if (ports.hasTyped(controller)) return 'asked-typed';
  return consentRule(controller.release, next) === 'ask' ? 'asked' : null;
}

/** Never while there is unsaved work, an action is under way, settings are open, or a stronger sign-in is under way. */
function isHeldBack(controller: WatchedController, ports: UpgradePorts): boolean {
  return (
    controller.keeper.isUnsaved() ||
    controller.keeper.isSending() ||
    ports.mode() === 'edit' ||
    controller.stepUp.get() !== null ||
    controller.snapshot.get().status === 'loading' ||
    ports.isInUse(controller)
  );
}

/** A page's answer that was overtaken by another one must not bring a window back to the release before. */
async function checkStillWanted(release: PortletRelease, ports: UpgradePorts): Promise<void> {
  const running = ports.current()?.release;
  if (!running || !ports.askRelease || !isEarlierVersion(release.version, running.version)) return;
  const now = await ports.askRelease(release.name);
  if (idOf(now) !== idOf(release)) throw new Error(`the portal gives ${now.version} now`);
}

function isSameOffer(a: UpgradeOffer | null, b: UpgradeOffer | null): boolean {
  return a?.version === b?.version && a?.state === b?.state;
}
