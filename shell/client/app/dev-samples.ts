import type { JsonValue } from '@yimen/portlet-sdk';
import { isProblem } from '@yimen/problem';
import type { ReadPortlet } from '../api/portlet-reads.ts';
import { getRelease } from '../api/releases.ts';
import type { DevPortlets } from './dev-override.ts';

const published = new Map<string, Promise<boolean>>();

/** Whether the portal knows a portlet; asked once for each page view. */
export function isPublished(portlet: string): Promise<boolean> {
  const known = published.get(portlet);
  if (known) return known;
  const answer = getRelease(portlet).then(
    () => true,
    (error: unknown) => !isProblem(error, 'not-found'),
  );
  published.set(portlet, answer);
  return answer;
}

/**
 * Reads that a portlet under development does before it was ever published: the portal's gateway knows published
 * portlets only, so its sample answers stand in for the service. Of everything else the reads stay as they are.
 */
export function readsWithSamples(read: ReadPortlet, { releases, samples }: DevPortlets): ReadPortlet {
  if (Object.keys(releases).length === 0) return read;
  return async (url, signal) => {
    try {
      return await read(url, signal);
    } catch (error) {
      const [, , , portlet = '', ...rest] = url.split('/');
      const declared = releases[portlet]?.descriptor.resources;
      if (!declared || !isProblem(error, 'not-found') || (await isPublished(portlet))) throw error;
      const path = `/${rest.join('/')}`.split('?')[0] ?? '';
      const name = Object.keys(declared).find((resource) => fits(declared[resource]?.path ?? '', path));
      const answer: JsonValue | undefined = name === undefined ? undefined : samples[portlet]?.[name];
      if (answer === undefined) throw error;
      return structuredClone(answer);
    }
  };
}

/** Whether a path is one of a declared path with its steps `{name}` filled in. */
function fits(declared: string, path: string): boolean {
  const wanted = declared.split('/');
  const steps = path.split('/');
  return (
    wanted.length === steps.length && wanted.every((step, at) => /^\{.*\}$/.test(step) || step === steps[at])
  );
}
