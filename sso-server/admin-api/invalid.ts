import { problem } from '@yimen/problem';

/** One mistake in a request, where it is. */
export function invalid(pointer: string, detail: string) {
  return problem('invalid-input', { errors: [{ pointer, detail }] });
}
