import type { ReleaseFolder } from '../release/release-folder.ts';
import type { Samples } from '../samples/samples.ts';
import type { Stage, StageOptions } from '../stage/stage.ts';
import type { Visit, VisitOptions } from '../stage/visit.ts';

/** What a case works with. */
export type Subject = {
  readonly release: ReleaseFolder;
  readonly samples: Samples;
  /** What a life of the window is like that other cases look at, too. */
  visit(options: VisitOptions): Promise<Visit>;
  /** Opens a page; the run closes it after the case. */
  stage(options?: StageOptions): Promise<Stage>;
};

/** One case of the kit. */
export type KitCase = {
  /** The rule of `SPEC.md` that it is named after. */
  readonly id: string;
  readonly title: string;
  /** What to do about a failure, in one sentence. */
  readonly mend: string;
  /** When it fails because nothing of the portlet is shown, later cases have nothing to say. */
  readonly isGround?: true;
  /** Ends well, or throws {@link CaseFailure} or {@link NotApplicable}. */
  run(subject: Subject): Promise<void> | void;
};

/** The portlet breaks the rule; the message says what was seen. */
export class CaseFailure extends Error {
  override readonly name = 'CaseFailure';
}

/** The rule does not concern this portlet; the message says why. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable';
}

/** Fails the case when anything was found, naming the first few. */
export function expectNone(found: readonly string[], what: string): void {
  if (found.length === 0) return;
  const unique = [...new Set(found)];
  const more = unique.length > 5 ? ` and ${unique.length - 5} more` : '';
  throw new CaseFailure(`${what}: ${unique.slice(0, 5).join('; ')}${more}`);
}

/** Fails the case unless the condition holds. */
export function expectThat(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new CaseFailure(otherwise);
}

/** Skips the case unless the portlet has what it is about. */
export function onlyWhen(condition: boolean, otherwise: string): void {
  if (!condition) throw new NotApplicable(otherwise);
}
