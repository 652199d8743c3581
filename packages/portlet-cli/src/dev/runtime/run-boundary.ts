import type { ComponentType, ReactNode } from 'react';
import { devShared } from './dev-shared.ts';

type Properties = { readonly describe: (failure: unknown) => ReactNode; readonly children?: ReactNode };

/**
 * A boundary that shows what was thrown while the portlet was rendered, until it is mounted anew. The shell's own would
 * take the window down, and with it what waits for the next save.
 */
export function runBoundary(): ComponentType<Properties> {
  const { Component } = devShared('react') as typeof import('react');
  return class RunBoundary extends Component<Properties, { readonly failure?: { readonly error: unknown } }> {
    override state: { readonly failure?: { readonly error: unknown } } = {};

    static getDerivedStateFromError(error: unknown) {
      return { failure: { error } };
    }

    override componentDidCatch(error: unknown): void {
      console.error(error);
    }

    override render(): ReactNode {
      const { failure } = this.state;
      return failure ? this.props.describe(failure.error) : this.props.children;
    }
  };
}
