import { type ComponentType, createElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { usePortlet } from '../context/portlet-context-provider.ts';
import { type Mount, runMount } from './run-mount.ts';

const components = new WeakMap<Mount, ComponentType>();

/**
 * A mount as the component that windows render; the same one each time. An error of the mount is thrown while it
 * renders, so that the window contains it like any other portlet's (SPEC R121).
 */
export function mountedComponent(mount: Mount): ComponentType {
  const known = components.get(mount);
  if (known) return known;
  function Mounted(): ReactNode {
    const context = usePortlet();
    const place = useRef<HTMLDivElement>(null);
    const [failure, setFailure] = useState<{ readonly error: unknown }>();
    useEffect(() => {
      const element = place.current;
      if (!element) return undefined;
      return runMount({ mount, element, context, fail: (error) => setFailure({ error }) });
    }, [context]);
    if (failure) throw failure.error;
    return createElement('div', { ref: place });
  }
  components.set(mount, Mounted);
  return Mounted;
}
