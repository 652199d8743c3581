import { z } from 'zod';

/** How pressing a to-do is, least first: 正常, 紧急, 加急, 特急. */
export const urgencies = ['normal', 'urgent', 'expedited', 'extra-urgent'] as const;
export type Urgency = (typeof urgencies)[number];

export type TodoState = 'open' | 'done' | 'withdrawn';

/** Identifiers of a to-do in its own system. */
export const externalId = z.string().regex(/^[\w.~-]{1,120}$/, '1–120 letters, digits or . _ ~ -');

const characters = (text: string): number => [...text].length;
const text = (most: number) =>
  z
    .string()
    .trim()
    .refine((value) => characters(value) >= 1 && characters(value) <= most, `1–${most} characters`);

/** A path on the system, so that no pushed link can lead anywhere else. */
const link = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\\\s]*$/, 'a path that begins with one slash');

const names = z.array(z.string().min(1).max(120)).max(500).default([]);

/** What a business system pushes: PUT /api/todos/:externalId. */
export const todoPush = z
  .strictObject({
    title: text(200),
    kind: text(40),
    step: text(40).optional(),
    from: text(80).optional(),
    subjects: names,
    roles: names,
    urgency: z.enum(urgencies).default('normal'),
    dueAt: z.number().int().nonnegative().optional(),
    link,
  })
  .refine((push) => push.subjects.length + push.roles.length > 0, {
    path: ['subjects'],
    message: 'name at least one person or role',
  });
export type TodoPush = z.output<typeof todoPush>;

/** POST /api/todos/:externalId/done. */
export const todoDone = z.strictObject({
  by: z.string().min(1).max(120).optional(),
  result: text(80).optional(),
});

/** Query of GET /api/todos. */
export const todoQuery = z.object({
  state: z.enum(['open', 'done']).default('open'),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(100).default(10),
});
export type TodoQuery = z.output<typeof todoQuery>;

export const localizedText = z.object({ 'zh-CN': z.string(), 'en-US': z.string() });

/** A to-do as its person sees it. Times are epoch milliseconds. */
export const todoView = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.string(),
  step: z.string().nullable(),
  from: z.string().nullable(),
  system: z.object({ id: z.string(), name: localizedText }),
  urgency: z.enum(urgencies),
  receivedAt: z.number(),
  dueAt: z.number().nullable(),
  doneAt: z.number().nullable(),
  result: z.string().nullable(),
  /** Absolute address in the business system; null while the portal cannot tell where that system is. */
  link: z.url().nullable(),
});
export type TodoView = z.output<typeof todoView>;

/** Answer of GET /api/todos. */
export const todoPage = z.object({ items: z.array(todoView), total: z.number() });
export type TodoPage = z.output<typeof todoPage>;

/** Answer of GET /api/todos/counts. `overdue` ones are among `open`. */
export const todoCounts = z.object({
  open: z.number(),
  done: z.number(),
  overdue: z.number(),
});
export type TodoCounts = z.output<typeof todoCounts>;
