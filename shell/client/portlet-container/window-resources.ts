import type { QueryClient } from '@tanstack/react-query';
import type { PortletDescriptor, PortletResources } from '@yimen/portlet-sdk';
import {
  isCompletePath,
  isPathOfResource,
  type ResourceInputs,
  resourcePath,
} from '@yimen/portlet-sdk/descriptor';
import { withSignals } from './abort-signals.ts';
import type { ContainerPorts } from './container-ports.ts';

type ResourceOwner = {
  readonly descriptor: PortletDescriptor;
  readonly signal: AbortSignal;
  readonly queries: QueryClient;
  inputs(): ResourceInputs;
};

/** The portlet's service behind the portal server's gateway. */
export function windowResources(
  owner: ResourceOwner,
  ports: Pick<ContainerPorts, 'request' | 'read' | 'streamedAnswer'>,
): PortletResources {
  const { descriptor, queries } = owner;
  const url = (path: string) => `/api/portlets/${descriptor.name}${path}`;
  return {
    async read<T>(resource: string, request: { query?: ResourceQuery; signal?: AbortSignal } = {}) {
      const path = resourcePath(descriptor, resource, owner.inputs(), request.query);
      if (!isCompletePath(path))
        throw new RangeError(`resource "${resource}" has no value for a step of ${path}`);
      const address = url(path);
      const isPrefetched = descriptor.resources?.[resource]?.prefetch === true;
      const streamed = isPrefetched ? await ports.streamedAnswer(address) : null;
      if (streamed !== null) return streamed as T;
      return (await withSignals([owner.signal, request.signal], ({ signal }) =>
        ports.read(address, signal),
      )) as T;
    },
    async send<T>(...[method, path, body, request]: Parameters<PortletResources['send']>) {
      if (!path.startsWith('/')) throw new RangeError(`"${path}" does not begin with a slash`);
      const query = new URLSearchParams(definedEntries(request?.query)).toString();
      const asked = {
        method,
        url: url(query ? `${path}?${query}` : path),
        ...(body !== undefined && { body }),
        ...(request?.ifMatch !== undefined && { headers: { 'if-match': `"${request.ifMatch}"` } }),
      };
      return (await withSignals([owner.signal, request?.signal], ({ signal }) =>
        ports.request({ ...asked, signal }),
      )) as T;
    },
    url,
    async refresh(...resources) {
      const declarations = resources.map((name) => {
        const declared = descriptor.resources?.[name];
        if (!declared) throw new RangeError(`portlet ${descriptor.name} declares no resource "${name}"`);
        return declared;
      });
      // The hooks' query key is [path with query].
      await queries.invalidateQueries({
        predicate: ({ queryKey }) =>
          declarations.length === 0 || declarations.some((one) => isPathOfResource(one, String(queryKey[0]))),
      });
    },
  };
}

type ResourceQuery = Readonly<Record<string, string | number | boolean | undefined>>;

function definedEntries(query: ResourceQuery = {}): [string, string][] {
  return Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
}
