import type { Context } from 'koa';
import type { Kysely, Transaction } from 'kysely';
import type { z } from 'zod';
import type { LocalizedText, SsoDatabase } from '../database-schema.ts';
import type { Services } from '../services.ts';
import type { AdministrationCaller, AdministratorRole } from './administrators.ts';

/** The checked input of an operation; what has no schema is unknown. */
export type OperationInput<P = unknown, Q = unknown, B = unknown> = { params: P; query: Q; body: B };

/** What an administrator sees of a thing before and after a change. Never a password, secret or token. */
export type Summary = Record<string, unknown>;

export type Answer = { status?: number; body?: unknown; headers?: Record<string, string> };

/**
 * What an operation is about. `load` runs outside and inside transactions, so it uses `query` only. What it gives is
 * hashed to the revision (`ETag`), so that of two administrators who change one thing at once nobody loses anything.
 */
export type Subject<State> = {
  kind: string;
  id(input: OperationInput): string;
  load(query: Kysely<SsoDatabase>, id: string): Promise<State | null>;
};

type Asked<Input, State> = {
  services: Services;
  input: Input;
  caller: AdministrationCaller;
  /** What `subject.load` gave; null when there is none, or no subject is declared. */
  state: State | null;
};

/** A change that was checked and not yet made. */
export type Plan = {
  before: Summary | null;
  after: Summary | null;
  /**
   * Makes the change, in one transaction with its audit row. On PostgreSQL it may run again: await only `trx`. Left out
   * when everything is as wanted already.
   */
  apply?(trx: Transaction<SsoDatabase>): Promise<void>;
  /** After the commit: empties memories, wakes workers. */
  applied?(): Promise<void> | void;
  /** By default 201 for a new thing and 200 otherwise, with `after` as the body. */
  answer?: Answer | (() => Answer);
  /** Told when a unique index refuses the change. */
  conflict?: { pointer: string; detail: string };
};

type Schemas<P, Q, B> = { params?: z.ZodType<P>; query?: z.ZodType<Q>; body?: z.ZodType<B> };

type Common<P, Q, B, State> = Schemas<P, Q, B> & {
  /** `people.disable`: the thing in the plural, then what is done. Stands in the audit trail for good. */
  id: string;
  title: LocalizedText;
  /** Below `/api/admin`. */
  path: string;
  /** The administrators who may do it (for a change by two persons: who may ask for it). */
  by: readonly AdministratorRole[];
  /**
   * What programs may do in their own name. `installation`: only before the installation is finished;
   * `provision-new`: afterwards too, where nothing exists yet; `provision`: afterwards too. Left out: nothing.
   */
  programs?: 'installation' | 'provision-new' | 'provision';
  subject?: Subject<State>;
};

export type ChangeDeclaration<P, Q, B, State> = Common<P, Q, B, State> & {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Another administrator has to approve. `when` narrows it down to the sensitive ones among these changes. */
  twoPersons?: {
    by: readonly AdministratorRole[];
    when?(o: Asked<OperationInput<P, Q, B>, State> & { plan: Plan }): boolean;
  };
  /**
   * Completes the input before anything else, for example with a generated secret: what waits for approval must be what
   * was asked for. `tell` is added to the answer to whoever asks, and told to nobody else.
   */
  complete?(
    input: OperationInput<P, Q, B>,
    state: State | null,
  ): { input: OperationInput<P, Q, B>; tell?: Summary };
  /** Checks everything and says what would change; changes nothing itself. */
  plan(o: Asked<OperationInput<P, Q, B>, State>): Promise<Plan>;
};

export type ReadDeclaration<P, Q, B, State> = Common<P, Q, B, State> & {
  /** POST where the question is too large for an address, such as the file of a dry run. */
  method: 'GET' | 'POST';
  /** Reading this is itself an event of the audit trail. */
  isAudited?: boolean;
  read(o: Asked<OperationInput<P, Q, B>, State> & { ctx: Context }): Promise<Answer>;
};

export type ChangeOperation = ChangeDeclaration<unknown, unknown, unknown, unknown> & { isChange: true };
export type ReadOperation = ReadDeclaration<unknown, unknown, unknown, unknown> & { isChange: false };
export type AdministrationOperation = ChangeOperation | ReadOperation;

/**
 * Declares a change. `administrationOperations` lists it; from there come its route, who may use it, its audit row with
 * before and after, its approval and its line in the test of every operation with every role.
 */
export function changeOperation<P, Q, B, State>(
  declaration: ChangeDeclaration<P, Q, B, State>,
): ChangeOperation {
  return { ...(declaration as unknown as ChangeOperation), isChange: true };
}

/** Declares something that administrators read. It changes nothing. */
export function readOperation<P, Q, B, State>(declaration: ReadDeclaration<P, Q, B, State>): ReadOperation {
  return { ...(declaration as unknown as ReadOperation), isChange: false };
}
