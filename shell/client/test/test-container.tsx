import { render } from '@testing-library/react';
import { type Locale, useObservable } from '@yimen/portlet-sdk';
import type { ReactNode } from 'react';
import { createNavigator } from '../app/navigator.ts';
import type {
  ContainedWindow,
  ContainerPorts,
  ServiceRequest,
} from '../portlet-container/container-ports.ts';
import { createFederation } from '../portlet-container/federation.ts';
import { withFrames } from '../portlet-container/frame/with-frames.ts';
import { observableValue } from '../portlet-container/observable.ts';
import { createPortletContainer } from '../portlet-container/portlet-container.ts';
import { PortletSlot } from '../portlet-container/portlet-slot.tsx';
import { createRefreshClock } from '../portlet-container/refresh/refresh-clock.ts';
import { createReleaseLoader, type PortletRelease } from '../portlet-container/release-loader.ts';
import { sharedModules } from '../portlet-container/shared-modules.ts';
import { sharedVersions } from '../portlet-container/shared-versions.ts';
import { importNatively } from './import-natively.ts';

/** A page of windows in a real container: real loading, real address; services are answered by the test. */
export function startContainer(
  answer: (request: ServiceRequest) => Promise<unknown> = async () => null,
  more: Partial<ContainerPorts> = {},
) {
  const navigator = createNavigator(window);
  const requests: ServiceRequest[] = [];
  const locale = observableValue<Locale>('zh-CN');
  const saved: unknown[] = [];
  const isVisible = observableValue(true);
  const notice = () => () => undefined;
  const errors: unknown[] = [];
  const ports: ContainerPorts = {
    user: { sub: 'p-1', name: '王芳', username: 'wangfang', roles: ['staff'], unit: null, post: null },
    locale,
    theme: observableValue<'light' | 'dark'>('light'),
    renderState: navigator.renderState,
    notices: {
      success: notice,
      info: notice,
      error: (error) => {
        errors.push(error);
        return () => undefined;
      },
    },
    request(request) {
      requests.push(request);
      return answer(request);
    },
    read(url, signal) {
      const request: ServiceRequest = { method: 'GET', url, signal };
      requests.push(request);
      return answer(request);
    },
    streamedAnswer: () => null,
    savePreferences: async (windowId, changes) => void saved.push({ windowId, changes }),
    setMinimized: () => undefined,
    openSystem: () => undefined,
    loadUi: () => import('@yimen/ui'),
    nonce: undefined,
    refreshClock: createRefreshClock(0, () => 0.5),
    isVisible,
    ...more,
  };
  const sessionEnded = observableValue(false);
  const loader = createReleaseLoader(
    withFrames(createFederation(sharedModules, { importModule: importNatively }), sessionEnded),
    sharedVersions,
  );
  const container = createPortletContainer(loader, ports);
  return {
    container,
    sessionEnded,
    navigator,
    requests,
    locale,
    saved,
    errors,
    isVisible,
    show(windows: readonly ContainedWindow[], releases: readonly PortletRelease[]) {
      container.sync(windows, Object.fromEntries(releases.map((release) => [release.name, release])));
      return render(<Slots container={container} windows={windows} />);
    },
  };
}

type SlotsProps = {
  readonly container: ReturnType<typeof createPortletContainer>;
  readonly windows: readonly ContainedWindow[];
};

function Slots({ container, windows }: SlotsProps): ReactNode {
  useObservable(container.replaced);
  return windows.map(({ id }) => {
    const controller = container.get(id);
    return (
      <section
        key={id}
        aria-label={id}
        data-portlet-window={id}
        data-portlet-version={controller?.release.version}
      >
        {controller && (
          <PortletSlot controller={controller} nonce={undefined} Loading={Loading} Failed={Failed} />
        )}
      </section>
    );
  });
}

const Loading = () => <p>loading</p>;

function Failed(props: { problem: Error; phase: string; onRetry: () => void }): ReactNode {
  return (
    <p>
      {props.phase}: {props.problem.message}
      <button type="button" onClick={props.onRetry}>
        retry
      </button>
    </p>
  );
}
