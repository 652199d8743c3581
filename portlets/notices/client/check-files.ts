import { attachmentTypeOf } from '../contract/attachment-types.ts';
import { limits } from '../contract/notice-rules.ts';
import type { formMessages } from './form-messages.ts';

type Texts = (typeof formMessages)['zh-CN'];

/** What is wrong with the chosen files, before they are sent; undefined when nothing is. */
export function checkFiles(kept: number, added: readonly File[], text: Texts): string[] | undefined {
  const mistakes = added.flatMap((file): string[] => {
    if (!attachmentTypeOf(file.name)) return [text.badKind(file.name)];
    if (file.size === 0) return [text.badEmpty(file.name)];
    return file.size > limits.fileBytes ? [text.badSize(file.name)] : [];
  });
  const total = added.reduce((sum, file) => sum + file.size, 0);
  if (total > limits.totalBytes) mistakes.push(text.badTotal);
  if (kept + added.length > limits.files) mistakes.push(text.badCount);
  return mistakes.length > 0 ? mistakes : undefined;
}
