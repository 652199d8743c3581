import type { Services } from '../services.ts';
import type { Answer } from './operation.ts';
import { type ChangeRequest, runChange } from './run-change.ts';

/** Makes a change at once. */
export async function requestChange(services: Services, request: ChangeRequest): Promise<Answer> {
  const completed = request.operation.complete?.(request.input);
  const answer = await runChange(services, { ...request, input: completed?.input ?? request.input });
  return completed?.tell ? { ...answer, body: { ...(answer.body as object), ...completed.tell } } : answer;
}
