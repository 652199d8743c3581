import { randomUUID } from 'node:crypto';
import type { FieldError } from '@yimen/problem';
import { attachmentTypeOf, fitsType } from '../../contract/index.ts';
import { cleanFileName } from './file-name.ts';

/** An attachment that passed every check and is not stored yet. */
export type NewAttachment = { id: string; name: string; mediaType: string; content: Uint8Array };

/**
 * Checks a file that somebody wants to attach.
 * @param at JSON pointer of the file in the request
 * @returns the attachment, or what is wrong with it
 */
export function checkAttachment(
  file: { name: string; content: Uint8Array },
  at: string,
): { attachment: NewAttachment } | { error: FieldError } {
  const name = cleanFileName(file.name);
  if (name === undefined) return { error: { pointer: at, detail: 'has no file name' } };
  const type = attachmentTypeOf(name);
  if (!type) return { error: { pointer: at, detail: `${name}: files of this kind cannot be attached` } };
  if (file.content.length === 0) return { error: { pointer: at, detail: `${name}: is empty` } };
  if (!fitsType(type, file.content))
    return { error: { pointer: at, detail: `${name}: the content is not what the extension says` } };
  return { attachment: { id: randomUUID(), name, mediaType: type.mediaType, content: file.content } };
}
