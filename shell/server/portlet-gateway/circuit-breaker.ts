import { problem } from '@yimen/problem';

/** Failures in a row after which a service counts as dead. */
const FAILURES = 3;
/** How long a dead service is left alone before one request tries it again. */
const PAUSE_MS = 5_000;
/** Requests that may wait for one service at the same time: a hanging one must not take the whole portal's sockets. */
const MOST_WAITING = 200;

type Circuit = { failures: number; openUntil: number; isTrying: boolean; waiting: number };

/** What became of an attempt: the service answered (whatever it said), it failed, or nobody knows. */
export type AttemptOutcome = 'answered' | 'failed' | 'abandoned';

/** Lets requests to a dead service fail at once, so that the page does not wait for it again and again. */
export type CircuitBreaker = {
  /**
   * Asks to send a request to a service. Call the result once, when it is known what became of it.
   * @throws problem `service-unavailable` at once while the service counts as dead or too much waits for it
   */
  enter(service: string): (outcome: AttemptOutcome) => void;
};

export function createCircuitBreaker(clock: () => number): CircuitBreaker {
  const circuits = new Map<string, Circuit>();

  return {
    enter(service) {
      const circuit = circuits.get(service) ?? { failures: 0, openUntil: 0, isTrying: false, waiting: 0 };
      circuits.set(service, circuit);
      const isDead = circuit.failures >= FAILURES;
      if (isDead && (circuit.isTrying || clock() < circuit.openUntil)) throw unavailable(circuit, clock());
      if (circuit.waiting >= MOST_WAITING) throw unavailable(circuit, clock());
      circuit.waiting += 1;
      if (isDead) circuit.isTrying = true;
      return (outcome) => leave(circuit, outcome, isDead);
    },
  };

  function leave(circuit: Circuit, outcome: AttemptOutcome, wasTrial: boolean): void {
    circuit.waiting -= 1;
    if (wasTrial) circuit.isTrying = false;
    if (outcome === 'answered') circuit.failures = 0;
    if (outcome !== 'failed') return;
    circuit.failures += 1;
    if (circuit.failures >= FAILURES) circuit.openUntil = clock() + PAUSE_MS;
  }
}

function unavailable(circuit: Circuit, now: number): Error {
  const seconds = Math.max(1, Math.ceil((circuit.openUntil - now) / 1000));
  return problem('service-unavailable', {
    detail: 'the service has not answered lately',
    headers: { 'retry-after': String(seconds) },
  });
}
