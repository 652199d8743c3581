import type { Observable } from '@yimen/portlet-sdk';
import { isProblem } from '@yimen/problem';
import type { ContainerPorts } from './container-ports.ts';
import { observableValue } from './observable.ts';

/** What a window's service asks for before it does what it has refused (RFC 9470). */
export type WindowStepUp = {
  /** The `acr_values`; null while it asks for none. */
  readonly asked: Observable<string | null>;
  /** The ports, whose answers are watched; the portlet gets the problem too. */
  watch(ports: ContainerPorts): ContainerPorts;
  /** The person begins anew. */
  forget(): void;
};

const plausible = /^[\x21-\x7e]+( [\x21-\x7e]+)*$/;

/**
 * Notes when the portlet's service asks the person to verify again. It asks until what it refused succeeds, or she reads
 * the window again: what a window reads by itself meanwhile says nothing about what she wants to do.
 */
export function createStepUp(): WindowStepUp {
  const asked = observableValue<string | null>(null);
  const refused = new Set<string>();
  const forget = () => {
    refused.clear();
    asked.set(null);
  };
  async function note<T>(what: string, answer: Promise<T>): Promise<T> {
    try {
      const body = await answer;
      if (refused.delete(what) && refused.size === 0) asked.set(null);
      return body;
    } catch (error) {
      if (isProblem(error, 'step-up-required')) {
        const { acr_values: values } = error.problem;
        if (typeof values === 'string' && plausible.test(values)) {
          refused.add(what);
          asked.set(values);
        }
      }
      throw error;
    }
  }
  return {
    asked,
    forget,
    watch: (ports) => ({
      ...ports,
      request: (request) => note(`${request.method} ${request.url}`, ports.request(request)),
      read: (url, signal) => note(`GET ${url}`, ports.read(url, signal)),
    }),
  };
}
