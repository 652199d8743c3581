export {
  type FieldError,
  isProblem,
  type ProblemDetails,
  ProblemError,
  type ProblemFields,
  problem,
  problemMediaType,
} from './problem-error.ts';
export { type ProblemLocale, problemTitle } from './problem-title.ts';
export { type ProblemName, problemNameOf, problemTypes, problemTypeUri } from './problem-types.ts';
export { readProblem } from './read-problem.ts';
export { type ShownProblem, shownProblem } from './shown-problem.ts';
