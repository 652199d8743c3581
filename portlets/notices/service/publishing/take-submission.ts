import type { IncomingMessage } from 'node:http';
import { type FieldError, problem } from '@yimen/problem';
import type { z } from 'zod';
import { checkAttachment, type NewAttachment } from '../attachments/new-attachment.ts';
import { readForm } from '../attachments/read-form.ts';

/** A form that passed every check. */
export type Submission<T> = { content: T; attachments: NewAttachment[] };

/**
 * Reads and checks the form of a notice.
 * @throws problem naming every mistake of the fields and of the files: `invalid-input`, or `unsupported-media-type`
 *   when the files are all that is wrong; and those of `readForm`
 */
export async function takeSubmission<S extends z.ZodType>(
  request: IncomingMessage,
  schema: S,
): Promise<Submission<z.output<S>>> {
  const { notice, files } = await readForm(request);
  const checked = files.map((file, index) => checkAttachment(file, `/body/attachments/${index}`));
  const attachments = checked.flatMap((result) => ('attachment' in result ? [result.attachment] : []));
  const ofFiles = checked.flatMap((result) => ('error' in result ? [result.error] : []));
  const result = schema.safeParse(notice);
  if (!result.success) {
    const ofFields = result.error.issues.flatMap((issue) => fieldErrors(issue));
    throw problem('invalid-input', { errors: [...ofFields, ...ofFiles] });
  }
  if (ofFiles.length > 0) throw problem('unsupported-media-type', { errors: ofFiles });
  return { content: result.data, attachments };
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const pointer = (path: readonly PropertyKey[]) =>
    ['', 'body', 'notice', ...path]
      .map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'))
      .join('/');
  if (issue.code !== 'unrecognized_keys') return [{ pointer: pointer(issue.path), detail: issue.message }];
  return issue.keys.map((key) => ({ pointer: pointer([...issue.path, key]), detail: issue.message }));
}
