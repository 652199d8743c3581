import type { JsonValue, PortletDescriptor } from './portlet-descriptor.ts';

/** What a resource's query is computed from. */
export type ResourceInputs = {
  readonly preferences: Readonly<Record<string, JsonValue>>;
  /** Private and public render parameters of the window, by name. */
  readonly renderParameters: Readonly<Record<string, string>>;
};

/**
 * Path and query under which a declared resource is read for one window. Portal server (prefetch, architecture
 * D9) and shell compute the same text, so that streamed data answers the client's own request.
 *
 * @param descriptor the portlet's descriptor
 * @param resource name of a declared resource
 * @param inputs the window's preferences and render parameters
 * @param extra further query parameters; they win over declared ones
 * @returns path with query, relative to the service, parameters sorted by name: `/todos?state=open`
 * @throws RangeError when the descriptor declares no such resource
 */
export function resourcePath(
  descriptor: PortletDescriptor,
  resource: string,
  inputs: ResourceInputs,
  extra: Readonly<Record<string, string | number | boolean | undefined>> = {},
): string {
  const declaration = descriptor.resources?.[resource];
  if (!declaration) throw new RangeError(`portlet ${descriptor.name} declares no resource "${resource}"`);
  const query = new Map<string, string>();
  for (const [key, source] of Object.entries(declaration.query ?? {})) {
    const value =
      source.from === 'constant'
        ? source.value
        : source.from === 'preference'
          ? inputs.preferences[source.name]
          : inputs.renderParameters[source.name];
    if (value !== undefined && value !== null && value !== '') query.set(key, String(value));
  }
  for (const [key, value] of Object.entries(extra)) {
    if (value === undefined) query.delete(key);
    else query.set(key, String(value));
  }
  const text = new URLSearchParams([...query].sort(([a], [b]) => (a < b ? -1 : 1))).toString();
  return text ? `${declaration.path}?${text}` : declaration.path;
}
