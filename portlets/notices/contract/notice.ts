import { z } from 'zod';
import { categories, characters, limits, noticeStates } from './notice-rules.ts';

const text = (most: number) =>
  z
    .string()
    .trim()
    .refine((value) => characters(value) >= 1 && characters(value) <= most, `1–${most} characters`);
const optionalText = (most: number) =>
  z.union([text(most), z.literal('').transform(() => null), z.null()]).default(null);

/** A day in the bureau's time zone. */
export const day = z.iso.date();
export const noticeId = z.string().regex(/^[A-Za-z0-9-]{1,64}$/, '1–64 letters, digits or -');

export const bodyBlock = z.strictObject({
  kind: z.enum(['paragraph', 'heading', 'item']),
  text: text(limits.block),
});

/** Whom a notice is for: everyone, or people of these units and of units below them. */
export const noticeAudience = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everyone') }),
  z.strictObject({
    kind: z.literal('units'),
    unitIds: z.array(z.string().min(1).max(64)).min(1).max(limits.units),
  }),
]);
export type NoticeAudience = z.output<typeof noticeAudience>;

const contentFields = {
  title: text(limits.title),
  documentNumber: optionalText(limits.documentNumber),
  category: z.enum(categories),
  body: z.array(bodyBlock).min(1).max(limits.blocks),
  unitName: text(limits.unitName),
  audience: noticeAudience,
  isPinned: z.boolean().default(false),
  validFrom: day.nullable().default(null),
  validUntil: day.nullable().default(null),
};

type Days = { validFrom: string | null; validUntil: string | null };
const inOrder = ({ validFrom, validUntil }: Days) => !validFrom || !validUntil || validFrom <= validUntil;
const outOfOrder = { path: ['validUntil'], message: 'must not be before validFrom' };

/** What a person writes: the form field `notice` of POST /api/notices, as JSON. */
export const noticeContent = z.strictObject(contentFields).refine(inOrder, outOfOrder);
export type NoticeContent = z.output<typeof noticeContent>;

/** The form field `notice` of PUT /api/notices/:id. Attachments that are not kept are removed. */
export const noticeRevision = z
  .strictObject({
    ...contentFields,
    revision: z.number().int().min(1),
    keptAttachments: z.array(z.string().max(64)).max(limits.files).default([]),
  })
  .refine(inOrder, outOfOrder);
export type NoticeRevision = z.output<typeof noticeRevision>;

/** Body of POST /api/notices/:id/publish and /withdraw. */
export const revisionOf = z.strictObject({ revision: z.number().int().min(1) });

/** Query of GET /api/notices. `managed` are those that the person writes, in every state. */
export const noticeQuery = z.object({
  show: z.enum(['all', 'unread', 'managed']).default('all'),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(100).default(10),
});
export type NoticeQuery = z.output<typeof noticeQuery>;

const noticeSummary = z.object({
  id: z.string(),
  title: z.string(),
  documentNumber: z.string().nullable(),
  category: z.enum(categories),
  author: z.string(),
  unitName: z.string(),
  state: z.enum(noticeStates),
  isPinned: z.boolean(),
  isUnread: z.boolean(),
  hasAttachments: z.boolean(),
  /** Epoch milliseconds; null for a draft. */
  publishedAt: z.number().nullable(),
  changedAt: z.number(),
});
export type NoticeSummary = z.output<typeof noticeSummary>;

/** Answer of GET /api/notices. `unread` counts all that the person may read and has not. */
export const noticePage = z.object({
  items: z.array(noticeSummary),
  total: z.number(),
  unread: z.number(),
});
export type NoticePage = z.output<typeof noticePage>;

const attachment = z.object({ id: z.string(), name: z.string(), mediaType: z.string(), size: z.number() });
export type AttachmentView = z.output<typeof attachment>;

/** Answer of GET /api/notices/detail. What only its writers need is in `managed`. */
export const noticeDetail = noticeSummary.omit({ isUnread: true, hasAttachments: true }).extend({
  body: z.array(z.object({ kind: z.enum(['paragraph', 'heading', 'item']), text: z.string() })),
  validFrom: z.string().nullable(),
  validUntil: z.string().nullable(),
  isRead: z.boolean(),
  attachments: z.array(attachment),
  managed: z.object({ revision: z.number(), audience: noticeAudience, readers: z.number() }).nullable(),
});
export type NoticeDetail = z.output<typeof noticeDetail>;

/** Answer of everything that writes a notice. */
export const noticeWritten = z.object({
  id: z.string(),
  revision: z.number(),
  state: z.enum(noticeStates),
});
export type NoticeWritten = z.output<typeof noticeWritten>;

/** Answer of GET /api/notices/:id/readers: the read log, latest first. */
export const readerPage = z.object({
  items: z.array(z.object({ sub: z.string(), name: z.string(), readAt: z.number() })),
  total: z.number(),
});
export type ReaderPage = z.output<typeof readerPage>;

/** Answer of GET /api/notices/units. */
export const unitChoices = z.array(
  z.object({
    id: z.string(),
    parentId: z.string().nullable(),
    name: z.object({ 'zh-CN': z.string(), 'en-US': z.string() }),
  }),
);
export type UnitChoice = z.output<typeof unitChoices>[number];

/** Body of PUT /api/admin/notices/:id. `content` is base64. */
export const noticeImport = z
  .strictObject({
    ...contentFields,
    author: text(80),
    unitId: z.string().min(1).max(64).nullable().default(null),
    state: z.enum(noticeStates).default('published'),
    publishedAt: z.number().int().positive(),
    attachments: z
      .array(z.strictObject({ name: text(limits.fileName), content: z.base64() }))
      .max(limits.files)
      .default([]),
  })
  .refine(inOrder, outOfOrder);
export type NoticeImport = z.output<typeof noticeImport>;
/** What a program sends to PUT /api/admin/notices/:id. */
export type NoticeImportRequest = z.input<typeof noticeImport>;

/** Answer of the import: `kept` means that people have worked on the notice since, so it was left alone. */
export const importOutcome = z.object({ outcome: z.enum(['created', 'replaced', 'unchanged', 'kept']) });
