/** What a notice is about; labels are in the client. */
export const categories = ['notice', 'announcement', 'policy', 'download'] as const;
export type NoticeCategory = (typeof categories)[number];

export const noticeStates = ['draft', 'published', 'withdrawn'] as const;
export type NoticeState = (typeof noticeStates)[number];

/** Role of people who may write notices, beside the scope `notices:publish`. */
export const publisherRole = 'notice-publisher';

/** Limits that the form and the service share. Texts are counted in characters (code points), files in bytes. */
export const limits = {
  title: 200,
  documentNumber: 60,
  unitName: 100,
  block: 4_000,
  blocks: 300,
  units: 200,
  files: 10,
  fileBytes: 10 * 1_048_576,
  totalBytes: 40 * 1_048_576,
  fileName: 150,
} as const;

/** Length as a person counts it: a rare character outside of the BMP is one. */
export function characters(text: string): number {
  return [...text].length;
}
