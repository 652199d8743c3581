import { type ProblemName, problemNameOf, problemTypes, problemTypeUri } from './problem-types.ts';

/** One mistake in a request. `pointer` is a JSON pointer (RFC 6901) into it: `/body/title`, `/query/page`. */
export type FieldError = { pointer: string; detail: string };

/** Body of `application/problem+json` (RFC 9457, section 3), with our extension `errors` for field mistakes. */
export type ProblemDetails = {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  errors?: FieldError[];
  [extension: string]: unknown;
};

/** Optional members of a problem; any other key becomes an extension member (RFC 9457, 3.2). */
export type ProblemFields = {
  detail?: string;
  instance?: string;
  errors?: FieldError[];
  /** Response headers that belong to the problem, for example `retry-after`; not part of the body. */
  headers?: Record<string, string>;
  /** The error behind this one, for the log; never sent. */
  cause?: unknown;
  [extension: string]: unknown;
};

/** Media type of problem details (RFC 9457, 6.1). */
export const problemMediaType = 'application/problem+json';

/** The one error class of Yimen: problem details that can be thrown. Compare by `problem.type`, see {@link isProblem}. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: ProblemDetails;
  readonly headers: Record<string, string>;

  /**
   * @param details the problem details to carry
   * @param options response headers that go with it, and the cause for the log
   */
  constructor(details: ProblemDetails, options: { headers?: Record<string, string>; cause?: unknown } = {}) {
    const message = `${problemNameOf(details.type) ?? details.type}: ${details.detail ?? details.title}`;
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.problem = details;
    this.headers = options.headers ?? {};
  }
}

/**
 * Makes a problem to throw: `throw problem('not-found', { detail: 'no page home' })`.
 * The title is the English one; whoever shows it uses `problemTitle`.
 * @param name name from the table of problem types
 * @param fields detail, field errors, headers, cause, and extension members
 * @returns the error; it is not thrown here
 */
export function problem(name: ProblemName, fields: ProblemFields = {}): ProblemError {
  const { headers, cause, type: _type, title: _title, status: _status, ...members } = fields;
  const { status, title } = problemTypes[name];
  const details: ProblemDetails = { type: problemTypeUri(name), title: title['en-US'], status };
  for (const [key, value] of Object.entries(members)) if (value !== undefined) details[key] = value;
  return new ProblemError(details, { ...(headers && { headers }), cause });
}

/**
 * Whether an error is a problem, by its `type`, so that it also works for another copy of this package.
 * @param error anything that was caught
 * @param name the problem type to look for; any when left out
 */
export function isProblem(error: unknown, name?: ProblemName): error is ProblemError {
  if (!(error instanceof Error) || !('problem' in error)) return false;
  const details: unknown = error.problem;
  if (typeof details !== 'object' || details === null) return false;
  if (!('type' in details) || typeof details.type !== 'string') return false;
  return name === undefined ? 'status' in details : details.type === problemTypeUri(name);
}
