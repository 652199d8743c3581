import { z } from 'zod';

export const localizedText = z.object({ 'zh-CN': z.string(), 'en-US': z.string() });
export type LocalizedText = z.output<typeof localizedText>;

/** Identifiers of the sso-server's directory: people and units. */
export const directoryId = z.string().min(1).max(64);

const maximumQuery = 60;

/** Query of GET /api/contacts. Pages are small: this is for finding somebody, not for taking the list away. */
export const contactQuery = z.object({
  q: z
    .string()
    .trim()
    .refine((text) => [...text].length <= maximumQuery, `at most ${maximumQuery} characters`)
    .default(''),
  unit: directoryId.optional(),
  page: z.coerce.number().int().min(1).max(1_000).default(1),
  size: z.coerce.number().int().min(1).max(50).default(10),
});
export type ContactQuery = z.output<typeof contactQuery>;

const named = z.object({ id: z.string(), name: localizedText });

/** A person of the address book. Mobile numbers are masked: 138****0001. */
export const contactView = z.object({
  id: z.string(),
  name: localizedText,
  unit: named.nullable(),
  post: named.nullable(),
  officePhone: z.string().nullable(),
  maskedMobile: z.string().nullable(),
  room: z.string().nullable(),
  email: z.string().nullable(),
});
export type ContactView = z.output<typeof contactView>;

/** Answer of GET /api/contacts. `copiedAt` says how old the copy of the directory is; null before the first one. */
export const contactPage = z.object({
  items: z.array(contactView),
  total: z.number(),
  copiedAt: z.number().nullable(),
});
export type ContactPage = z.output<typeof contactPage>;

/** Answer of GET /api/contacts/person: with every unit from the top to her own. */
export const contactDetail = contactView.extend({ unitPath: z.array(named) });
export type ContactDetail = z.output<typeof contactDetail>;

/** Answer of POST /api/contacts/:id/phone. */
export const fullPhone = z.object({ mobilePhone: z.string() });
export type FullPhone = z.output<typeof fullPhone>;

/** Answer of GET /api/contacts/units, in the order of the directory. */
export const unitList = z.array(
  z.object({ id: z.string(), parentId: z.string().nullable(), name: localizedText }),
);
export type UnitView = z.output<typeof unitList>[number];

/** Answer of POST /api/admin/copy. */
export const copyReport = z.object({ people: z.number(), changed: z.number() });
export type CopyReport = z.output<typeof copyReport>;
