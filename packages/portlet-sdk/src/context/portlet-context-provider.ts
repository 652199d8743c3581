import { createContext, createElement, type ReactElement, type ReactNode, useContext } from 'react';
import type { PortletContext } from './portlet-context.ts';

const Context = createContext<PortletContext | null>(null);

/**
 * Gives the portlet below it its context. The portlet container renders one around every window; a portlet
 * never does, except in its own tests, where `renderPortlet` does it.
 *
 * @param props `context` of the window, and the portlet as `children`
 */
export function PortletContextProvider(props: {
  context: PortletContext;
  children?: ReactNode;
}): ReactElement {
  return createElement(Context, { value: props.context }, props.children);
}

/**
 * The context of the window that this component is in.
 *
 * @returns the one context of the window; the same object for its whole life
 * @throws Error outside of a portlet window
 */
export function usePortlet(): PortletContext {
  const context = useContext(Context);
  if (!context) throw new Error('usePortlet is called outside of a portlet window');
  return context;
}
