import { isProblem } from '@yimen/problem';
import type { ContainerPorts } from './container-ports.ts';

/** The levels of authentication that a window's service asks for; null while it asks for none. */
type StepUpState = { set(acrValues: string | null): void };

const plausible = /^[\x21-\x7e]+( [\x21-\x7e]+)*$/;

/** Notes when the portlet's service asks the person to verify again (RFC 9470); the portlet gets the problem too. */
export function watchStepUp(ports: ContainerPorts, stepUp: StepUpState): ContainerPorts {
  const note = (error: unknown): never => {
    if (isProblem(error, 'step-up-required')) {
      const { acr_values: asked } = error.problem;
      if (typeof asked === 'string' && plausible.test(asked)) stepUp.set(asked);
    }
    throw error;
  };
  return {
    ...ports,
    request: (request) => ports.request(request).catch(note),
    read: (url, signal) => ports.read(url, signal).catch(note),
  };
}
