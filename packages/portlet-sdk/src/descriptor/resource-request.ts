import type { JsonValue, PortletDescriptor, ResourceDeclaration } from './portlet-descriptor.ts';

/** What a resource's query is computed from. */
export type ResourceInputs = {
  readonly preferences: Readonly<Record<string, JsonValue>>;
  /** Private and public render parameters of the window, by name. */
  readonly renderParameters: Readonly<Record<string, string>>;
};

/** Values for a query, or for steps `{name}` of a path; undefined leaves one out. */
type ResourceValues = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Path and query under which a declared resource is read for one window. Portal server (prefetch, architecture
 * D9) and shell compute the same text, so that streamed data answers the client's own request.
 *
 * @param descriptor the portlet's descriptor
 * @param resource name of a declared resource
 * @param inputs the window's preferences and render parameters
 * @param extra further query parameters; they win over declared ones
 * @returns path with query, relative to the service, parameters sorted by name: `/todos?state=open`. A step `{name}` of
 *   the path has its value, percent-encoded; without one it stays as it is, see {@link isCompletePath}
 * @throws RangeError when the descriptor declares no such resource
 */
export function resourcePath(
  descriptor: PortletDescriptor,
  resource: string,
  inputs: ResourceInputs,
  extra: ResourceValues = {},
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
  const path = declaration.path.replace(steps, (step, name: string) => {
    const value = query.get(name);
    query.delete(name);
    return value === undefined || isNoStep(value) ? step : encodeURIComponent(value);
  });
  const text = new URLSearchParams([...query].sort(([a], [b]) => (a < b ? -1 : 1))).toString();
  return text ? `${path}?${text}` : path;
}

const steps = /\{([A-Za-z0-9._-]+)\}/g;

// RFC 3986, 5.2.4: these would lead to another path of the service, encoded or not.
const isNoStep = (value: string) => value === '' || value === '.' || value === '..';

/**
 * Whether every step `{name}` of a resource's path has its value, so that it can be read.
 * @param path what {@link resourcePath} gave
 */
export function isCompletePath(path: string): boolean {
  return !path.includes('{');
}

/**
 * Whether a path belongs to a declared resource, whatever its values are.
 * @param declaration the resource's declaration
 * @param path what {@link resourcePath} gave for it, or for another one
 */
export function isPathOfResource(declaration: ResourceDeclaration, path: string): boolean {
  const declared = declaration.path.split('/');
  const given = (path.split('?', 1)[0] ?? '').split('/');
  return (
    declared.length === given.length &&
    declared.every((step, index) => step.startsWith('{') || step === given[index])
  );
}
