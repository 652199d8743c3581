import { checkValue } from '../json-schema/check-value.ts';
import type { PortletDescriptor } from './portlet-descriptor.ts';

/**
 * The render parameters that a portlet gets to see: declared ones, private and public, whose value fits. The portal
 * server (prefetch) and the shell must both use it, or streamed data does not answer the client's request.
 *
 * @param descriptor a valid descriptor
 * @param values parameters by plain name, as they stand in the URL
 * @returns a new object without undeclared names and values that do not fit their schema
 */
export function fittingRenderParameters(
  descriptor: PortletDescriptor,
  values: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const fitting: Record<string, string> = {};
  for (const list of [descriptor.renderParameters, descriptor.publicRenderParameters]) {
    for (const { name, schema } of list ?? []) {
      const value = values[name];
      if (value !== undefined && checkValue(schema ?? {}, value).length === 0) fitting[name] = value;
    }
  }
  return fitting;
}
