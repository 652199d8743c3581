import type { Observable, PortletDescriptor, RenderParameters } from '@yimen/portlet-sdk';
import { fittingRenderParameters } from '@yimen/portlet-sdk/descriptor';
import type { RenderState, RenderStatePort } from './container-ports.ts';
import { derivedValue, isSameJson } from './observable.ts';

/**
 * The render parameters of one window: its private ones, and those public ones that its descriptor declares
 * (Portlet Specification 3.0, PLT.11). A value that does not fit its schema reads as absent.
 */
export function windowParameters(
  windowId: string,
  descriptor: PortletDescriptor,
  port: RenderStatePort,
): RenderParameters {
  const values: Observable<Readonly<Record<string, string>>> = derivedValue(
    [port],
    (state) => readParameters(windowId, descriptor, state),
    isSameJson,
  );
  const sharedNames = new Set((descriptor.publicRenderParameters ?? []).map(({ name }) => name));
  const ownNames = new Set((descriptor.renderParameters ?? []).map(({ name }) => name));
  return {
    get: values.get,
    subscribe: values.subscribe,
    set(changes, options) {
      const unknown = Object.keys(changes).find((name) => !sharedNames.has(name) && !ownNames.has(name));
      if (unknown !== undefined) {
        throw new RangeError(`portlet ${descriptor.name} declares no render parameter "${unknown}"`);
      }
      const only = (names: ReadonlySet<string>) =>
        Object.fromEntries(Object.entries(changes).filter(([name]) => names.has(name)));
      port.setParameters({ windowId, own: only(ownNames), shared: only(sharedNames) }, options);
    },
  };
}

function readParameters(
  windowId: string,
  descriptor: PortletDescriptor,
  { parameters, windows }: RenderState,
): Readonly<Record<string, string>> {
  const own = pick(windows[windowId]?.parameters ?? {}, descriptor.renderParameters);
  const shared = pick(parameters, descriptor.publicRenderParameters);
  return fittingRenderParameters(descriptor, { ...own, ...shared });
}

function pick(
  values: Readonly<Record<string, string>>,
  declarations: readonly { readonly name: string }[] = [],
): Record<string, string | undefined> {
  const isPresent = ({ name }: { name: string }) => Object.hasOwn(values, name);
  return Object.fromEntries(declarations.filter(isPresent).map(({ name }) => [name, values[name]]));
}
