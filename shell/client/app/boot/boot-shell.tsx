import { QueryClientProvider } from '@tanstack/react-query';
import { themeCss } from '@yimen/ui/theme';
import { createRoot } from 'react-dom/client';
import { readBootstrap } from '../../api/bootstrap.ts';
import { readStreamedAnswers } from '../../api/streamed-answers.ts';
import { loadPageDialogs } from '../../portal-page/dialogs/lazy-dialog.tsx';
import { watchUncaughtErrors } from '../../portlet-container/window-log.ts';
import { showNewDevices } from '../../session/show-new-devices.ts';
import { type DevPortlets, loadDevPortlets, noDevPortlets } from '../dev-override.ts';
import { Shell } from '../shell.tsx';
import { ServicesProvider, type ShellServices } from '../shell-services.ts';
import { createServices } from './create-services.ts';
import { followEvents } from './follow-events.ts';
import { followScreen } from './follow-screen.ts';
import { followUpgrades } from './follow-upgrades.ts';
import { watchFigures } from './watch-figures.ts';

/** Starts the shell: portlets begin to load before anything is rendered. */
export async function bootShell(): Promise<void> {
  adoptTheme();
  const streamed = readStreamedAnswers(document);
  const bootstrap = await readBootstrap(document);
  const wanted = new URLSearchParams(window.location.search).getAll('dev');
  // Without an override nothing is waited for.
  const dev =
    wanted.length > 0 ? await loadDevPortlets(wanted, bootstrap.session.permissions) : noDevPortlets;
  const services = createServices(bootstrap, streamed, dev);
  if (wanted.length > 0) void tellOfDev(services, dev);
  watchUncaughtErrors(window);
  followScreen(services, bootstrap);
  await Promise.race([services.container.loaded(), timePassed(worthWaiting)]);
  createRoot(rootElement()).render(
    <QueryClientProvider client={services.queries}>
      <ServicesProvider value={services}>
        <Shell />
      </ServicesProvider>
    </QueryClientProvider>,
  );
  whenIdle(() => followEvents(services));
  watchFigures(services, bootstrap.figures);
  followUpgrades(services, window);
  setTimeout(() => whenIdle(() => afterwards(services)), 2_000);
}

/** What a developer has to know of her portlets on this page; nobody else waits for the code of it. */
async function tellOfDev(services: ShellServices, dev: DevPortlets): Promise<void> {
  const { devNotices } = await import('../dev-notices.ts');
  devNotices(services, dev);
}

/** What nobody waits for, and what would take the page's own data its connections. */
function afterwards(services: ShellServices): void {
  // Ahead of time: a newer build of the shell may have replaced the chunk when the person needs it.
  void loadPageDialogs().catch(() => undefined);
  const openAccount = () => window.location.assign('/account');
  void showNewDevices({ ...services, storage: window.localStorage, openAccount });
}

/**
 * Milliseconds for which the first rendering waits for the portlets' code, which the document has preloaded beside the
 * shell's own. Frames that are drawn empty and filled a moment later are laid out and painted twice: with twelve
 * windows about 70 ms of the processor. The bar of the document stands meanwhile.
 */
const worthWaiting = 50;

function timePassed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The tokens of the theme; a constructed sheet, which Content-Security-Policy does not count as inline style. */
function adoptTheme(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(themeCss);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

function rootElement(): HTMLElement {
  const present = document.getElementById('root');
  if (present) {
    present.replaceChildren();
    return present;
  }
  const root = document.createElement('div');
  root.id = 'root';
  document.body.append(root);
  return root;
}

/** Listening to events can wait until the page's own requests are out. */
function whenIdle(run: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: 2_000 });
  else setTimeout(run, 500);
}
