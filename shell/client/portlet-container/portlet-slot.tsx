import { PortletContextProvider, useObservable } from '@yimen/portlet-sdk';
import type { ProblemError } from '@yimen/problem';
import { type ComponentType, type ReactNode, useEffect } from 'react';
import { RenderBegins, RenderEnds } from './guard/render-steps.tsx';
import { PortletBoundary } from './portlet-boundary.tsx';
import type { FailurePhase, PortletMount, WindowController } from './window-controller.ts';

type SlotProps = {
  readonly controller: WindowController;
  readonly nonce: string | undefined;
  /** Shown until the portlet's component is there. */
  readonly Loading: ComponentType;
  /** Shown when the portlet cannot be shown. */
  readonly Failed: ComponentType<{ problem: ProblemError; phase: FailurePhase; onRetry: () => void }>;
};

/**
 * Where a portlet renders. Driven by state and not by Suspense, which would hold back content for 300 ms once a
 * fallback was shown (`mf-findings.md` section 0).
 */
export function PortletSlot({ controller, nonce, Loading, Failed }: SlotProps): ReactNode {
  const snapshot = useObservable(controller.snapshot);
  if (snapshot.status === 'loading') return <Loading />;
  if (snapshot.status === 'failed') {
    return <Failed problem={snapshot.problem} phase={snapshot.phase} onRetry={controller.retry} />;
  }
  const { mount } = snapshot;
  return (
    <PortletBoundary key={mount.key} onError={(error) => controller.renderFailed(mount.key, error)}>
      <MountedPortlet mount={mount} nonce={nonce} onMounted={controller.mounted} />
    </PortletBoundary>
  );
}

type MountedProps = {
  readonly mount: PortletMount;
  readonly nonce: string | undefined;
  readonly onMounted: (key: number) => void;
};

function MountedPortlet({ mount, nonce, onMounted }: MountedProps): ReactNode {
  const { Component, context, ui, key, mode } = mount;
  const locale = useObservable(context.locale);
  const theme = useObservable(context.theme);
  // Effects of children run first: the component's own requests have begun when this one tells that it is mounted.
  useEffect(() => onMounted(key), [onMounted, key]);
  const portlet = (
    <PortletContextProvider context={context}>
      <RenderBegins windowId={context.windowId} />
      <Component key={mode} />
      <RenderEnds windowId={context.windowId} />
    </PortletContextProvider>
  );
  if (!ui) return portlet;
  return (
    <ui.UiProvider locale={locale} theme={theme} nonce={nonce}>
      {portlet}
    </ui.UiProvider>
  );
}
