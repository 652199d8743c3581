import type { JsonValue, PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import { isPathOfResource } from '@yimen/portlet-sdk/descriptor';
import { problem } from '@yimen/problem';
import type { Samples } from '../samples/samples.ts';

/** How the portlet's service behaves on one page of the kit. */
export type ServiceBehaviour = 'data' | 'empty' | 'failing' | 'slow' | 'hanging' | 'wrong-shape';

/** Milliseconds that a slow service takes. */
export const slowMilliseconds = 1_500;

/** An answer of the service; null never comes. */
export type ServiceAnswer = { readonly status: number; readonly body: JsonValue | object } | null;

/** A request to the service. */
export type ServiceCall = { readonly method: string; readonly path: string };

/**
 * Answers as the service would.
 *
 * @param call method and path with query, without the gateway's prefix
 * @param behaviour how the service behaves
 * @param parts descriptor and samples
 * @returns status and body, null for no answer at all
 */
export function answerCall(
  call: ServiceCall,
  behaviour: ServiceBehaviour,
  parts: { descriptor: PortletDescriptor; samples: Samples },
): ServiceAnswer {
  if (behaviour === 'hanging') return null;
  if (behaviour === 'failing') return refusal('service-unavailable');
  if (behaviour === 'wrong-shape') return { status: 200, body: { unexpected: [null] } };
  if (call.method !== 'GET') return { status: 200, body: {} };
  const name = resourceOf(call.path, parts.descriptor);
  if (!name) return refusal('not-found');
  const answer = parts.samples[behaviour === 'empty' ? 'empty' : 'answers'][name];
  return answer === undefined ? refusal('not-found') : { status: 200, body: answer };
}

/** The declared resource of a path; one with a fixed path before one with steps. */
export function resourceOf(path: string, descriptor: PortletDescriptor): string | undefined {
  const all = Object.entries(descriptor.resources ?? {}).filter(([, one]) => isPathOfResource(one, path));
  return (all.find(([, one]) => !one.path.includes('{')) ?? all[0])?.[0];
}

function refusal(type: 'service-unavailable' | 'not-found'): ServiceAnswer {
  const { problem: body } = problem(type, { detail: 'simulated by the conformance kit' });
  return { status: body.status, body };
}
