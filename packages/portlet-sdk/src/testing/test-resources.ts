import type { QueryClient } from '@tanstack/react-query';
import { isProblem, type ProblemError, problem } from '@yimen/problem';
import type { PortletResources, ResourceRequest } from '../context/portlet-context.ts';
import {
  isCompletePath,
  isPathOfResource,
  type JsonValue,
  type PortletDescriptor,
  type ResourceInputs,
  resourcePath,
} from '../descriptor/index.ts';

/** One reading of a resource, as a test's function sees it. */
export type ResourceReading = {
  /** Path with query: `/api/todos?state=open`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
};

/** What a resource answers in a test: data, a problem, or a function that gives or throws either. */
export type ResourceAnswer = JsonValue | ProblemError | ((reading: ResourceReading) => unknown);

/** A state-changing request of the portlet, as a test sees it. */
export type SentRequest = {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body: JsonValue | FormData | Blob | undefined;
  readonly query: ResourceRequest['query'];
  readonly ifMatch: string | undefined;
};

/** What the service answers to a state-changing request in a test. */
export type ActionAnswer = (request: SentRequest) => unknown;

/** The service of a portlet, kept in memory. */
export type TestService = {
  readonly resources: PortletResources;
  /** Path with query of every reading, in order. */
  readonly reads: string[];
  /** Every state-changing request, in order. */
  readonly sent: SentRequest[];
  answer(resource: string, answer: ResourceAnswer): void;
  refreshTopic(topic: string): Promise<void>;
};

type Parts = {
  readonly descriptor: PortletDescriptor;
  readonly inputs: () => ResourceInputs;
  readonly queries: QueryClient;
  readonly answers: Readonly<Record<string, ResourceAnswer>>;
  readonly onAction: ActionAnswer | undefined;
};

const abortError = () => new DOMException('The reading was aborted', 'AbortError');

function untilAborted<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return answer;
  const aborted = new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(abortError());
    signal.addEventListener('abort', () => reject(abortError()), { once: true });
  });
  return Promise.race([answer, aborted]);
}

async function settle<T>(answer: () => unknown): Promise<T> {
  const value = await answer();
  if (isProblem(value)) throw value;
  // A real answer comes out of JSON; what a test hands in must not be shared with the portlet either.
  return (value === undefined ? undefined : JSON.parse(JSON.stringify(value))) as T;
}

/** Makes the service behind a test context. */
export function createTestService({ descriptor, inputs, queries, answers, onAction }: Parts): TestService {
  const known = new Map(Object.entries(answers));
  const declared = descriptor.resources ?? {};
  for (const name of known.keys()) {
    if (!declared[name]) throw new RangeError(`portlet ${descriptor.name} declares no resource "${name}"`);
  }
  const reads: string[] = [];
  const sent: SentRequest[] = [];
  const refreshWhere = (isMeant: (name: string) => boolean) => {
    const meant = Object.entries(declared).flatMap(([name, one]) => (isMeant(name) ? [one] : []));
    return queries.refetchQueries({
      type: 'active',
      predicate: ({ queryKey: [key] }) => meant.some((one) => isPathOfResource(one, String(key))),
    });
  };
  const resources: PortletResources = {
    async read<T>(name: string, request: ResourceRequest = {}): Promise<T> {
      const path = resourcePath(descriptor, name, inputs(), request.query);
      if (!isCompletePath(path))
        throw new RangeError(`resource "${name}" has no value for a step of ${path}`);
      reads.push(path);
      const answer = known.get(name);
      const query = Object.fromEntries(new URLSearchParams(path.split('?')[1] ?? ''));
      const reading = { path, query, signal: request.signal };
      return untilAborted(
        settle<T>(() => {
          if (typeof answer === 'function') return answer(reading);
          if (answer !== undefined) return answer;
          throw problem('service-unavailable', { detail: `the test gives no answer for resource "${name}"` });
        }),
        request.signal,
      );
    },
    async send<T>(
      method: SentRequest['method'],
      path: string,
      body?: JsonValue | FormData | Blob,
      request: ResourceRequest = {},
    ): Promise<T> {
      const taken: SentRequest = { method, path, body, query: request.query, ifMatch: request.ifMatch };
      sent.push(taken);
      return untilAborted(
        settle<T>(() => {
          if (onAction) return onAction(taken);
          throw problem('service-unavailable', { detail: 'the test gives no answer for actions (onAction)' });
        }),
        request.signal,
      );
    },
    url: (path) => `/api/portlets/${descriptor.name}${path}`,
    refresh: (...names) => refreshWhere((name) => names.length === 0 || names.includes(name)),
  };
  return {
    resources,
    reads,
    sent,
    answer: (resource, answer) => void known.set(resource, answer),
    refreshTopic: (topic) => refreshWhere((name) => declared[name]?.topics?.includes(topic) ?? false),
  };
}
