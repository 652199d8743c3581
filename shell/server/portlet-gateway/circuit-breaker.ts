import { problem } from '@yimen/problem';

/** Failures in a row after which a service counts as dead. */
const FAILURES = 3;
/** How long a dead service is left alone before one request tries it again. */
const PAUSE_MS = 5_000;
/** Requests that may wait for one service at the same time: a hanging one must not take the whole portal's sockets. */
const MOST_WAITING = 200;
/** Of them one person's: more than the biggest page has, and room is left for everybody else. */
const MOST_WAITING_OF_ONE = 100;

type Circuit = {
  failures: number;
  openUntil: number;
  isTrying: boolean;
  waiting: number;
  waitingByPerson: Map<string, number>;
};

/** What became of an attempt: the service answered (whatever it said), it failed, or nobody knows. */
export type AttemptOutcome = 'answered' | 'failed' | 'abandoned';

/** Lets requests to a dead service fail at once, so that the page does not wait for it again and again. */
export type CircuitBreaker = {
  /**
   * Asks to send a request to a service. Call the result once, when it is known what became of it.
   * @throws problem `service-unavailable` at once while the service counts as dead or too much waits for it
   */
  enter(service: string, person: string): (outcome: AttemptOutcome) => void;
};

export function createCircuitBreaker(clock: () => number): CircuitBreaker {
  const circuits = new Map<string, Circuit>();

  return {
    enter(service, person) {
      const circuit = circuits.get(service) ?? newCircuit();
      circuits.set(service, circuit);
      const isDead = circuit.failures >= FAILURES;
      if (isDead && (circuit.isTrying || clock() < circuit.openUntil)) throw unavailable(circuit, clock());
      const own = circuit.waitingByPerson.get(person) ?? 0;
      if (circuit.waiting >= MOST_WAITING || own >= MOST_WAITING_OF_ONE) throw unavailable(circuit, clock());
      circuit.waiting += 1;
      circuit.waitingByPerson.set(person, own + 1);
      if (isDead) circuit.isTrying = true;
      return (outcome) => {
        leavePerson(circuit, person);
        leave(circuit, outcome, isDead);
      };
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

function newCircuit(): Circuit {
  return { failures: 0, openUntil: 0, isTrying: false, waiting: 0, waitingByPerson: new Map() };
}

function leavePerson({ waitingByPerson }: Circuit, person: string): void {
  const left = (waitingByPerson.get(person) ?? 1) - 1;
  if (left > 0) waitingByPerson.set(person, left);
  else waitingByPerson.delete(person);
}

function unavailable(circuit: Circuit, now: number): Error {
  const seconds = Math.max(1, Math.ceil((circuit.openUntil - now) / 1000));
  return problem('service-unavailable', {
    detail: 'the service has not answered lately',
    headers: { 'retry-after': String(seconds) },
  });
}
