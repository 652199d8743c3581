import { useCallback } from 'react';
import { usePortlet } from '../context/portlet-context-provider.ts';
import type { RenderParameterValue } from '../declared-types.ts';
import type { Locale, PortletMode, WindowState } from '../descriptor/index.ts';
import { useObservable } from './use-observable.ts';

/** The language of the page; it changes without a reload. */
export function useLocale(): Locale {
  return useObservable(usePortlet().locale);
}

/** The portlet mode of the window (Portlet Specification 3.0, section 9). */
export function useMode(): PortletMode {
  return useObservable(usePortlet().mode);
}

/** The window state (Portlet Specification 3.0, section 10). */
export function useWindowState(): WindowState {
  return useObservable(usePortlet().windowState);
}

/** Sets a render parameter; `null` removes it. `replace` does not add a step to the browser's history. */
export type SetRenderParameter<Value extends string = string> = (
  value: Value | null,
  options?: { replace?: boolean },
) => void;

/**
 * A declared render parameter, private or public (Portlet Specification 3.0, section 11). It lives in the page's URL,
 * so going back restores it; a public one is shared with every window of the page that declares it.
 *
 * @param name name in the descriptor
 * @returns the value, undefined when absent or not fitting its schema, and the setter
 * @throws RangeError when the descriptor does not declare the parameter
 */
export function useRenderParameter<Name extends string>(
  name: Name,
): readonly [RenderParameterValue<Name> | undefined, SetRenderParameter<RenderParameterValue<Name>>] {
  const { descriptor, renderParameters } = usePortlet();
  const declared = [...(descriptor.renderParameters ?? []), ...(descriptor.publicRenderParameters ?? [])];
  if (!declared.some((parameter) => parameter.name === name)) {
    throw new RangeError(`portlet ${descriptor.name} declares no render parameter "${name}"`);
  }
  // The shell hands out only values that fit the declared schema.
  const value = useObservable(renderParameters)[name] as RenderParameterValue<Name> | undefined;
  const set: SetRenderParameter<RenderParameterValue<Name>> = useCallback(
    (next, options) => renderParameters.set({ [name]: next }, options),
    [renderParameters, name],
  );
  return [value, set];
}
