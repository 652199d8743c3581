import type { Observable } from '@yimen/portlet-sdk';
import { isProblem, type ProblemError } from '@yimen/problem';
import type { LifeFigures, WindowPhase } from '../figures/figure-recorder.ts';
import { observableValue } from '../observable.ts';

/** A moment in the life of a window. */
export type TracedPhase = {
  readonly phase: WindowPhase;
  /** Milliseconds since the window was queued, or since the retry. */
  readonly milliseconds: number;
};

/** A request of a window to its service. */
export type TracedRequest = {
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly milliseconds: number;
  readonly bytes: number;
  /** Finds the lines of the portal server and of the service in their logs; empty when no answer came. */
  readonly requestId: string;
  /** Why it failed; absent when it did not. */
  readonly problem?: ProblemError;
};

/** What a window did, for whoever wants to know what happened. */
export type WindowTrail = {
  readonly phases: Observable<readonly TracedPhase[]>;
  /** The newest last. */
  readonly requests: Observable<readonly TracedRequest[]>;
  /** The same life, whose moments are written down. */
  follow(life: LifeFigures, queuedAt: number): LifeFigures;
  /** Writes down how a request ended. */
  request(request: TracedRequest): void;
};

const keptRequests = 30;

/** A trail that keeps the phases of the last life and the newest requests. */
export function createWindowTrail(now: () => number = () => performance.now()): WindowTrail {
  const phases = observableValue<readonly TracedPhase[]>([]);
  const requests = observableValue<readonly TracedRequest[]>([]);
  return {
    phases,
    requests,
    follow(life, queuedAt) {
      phases.set([]);
      return {
        ...life,
        phase(phase) {
          life.phase(phase);
          const told = phases.get();
          if (told.some((one) => one.phase === phase)) return;
          phases.set([...told, { phase, milliseconds: Math.max(0, Math.round(now() - queuedAt)) }]);
        },
      };
    },
    request: (request) => requests.set([...requests.get(), request].slice(-keptRequests)),
  };
}

/** The request id in the problem of an answer; empty for a failure of the network. */
export function requestIdOf(error: unknown): string {
  const instance = isProblem(error) ? ((error as ProblemError).problem.instance ?? '') : '';
  return instance.replace('urn:yimen:request:', '');
}
