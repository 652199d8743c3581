import { Component, type ReactNode } from 'react';

type BoundaryProps = { readonly onError: (error: unknown) => void; readonly children: ReactNode };

/** Keeps what one portlet throws while rendering away from every other window. React knows boundaries as classes only. */
export class PortletBoundary extends Component<BoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onError(error);
  }

  override render(): ReactNode {
    return this.state.hasFailed ? null : this.props.children;
  }
}
