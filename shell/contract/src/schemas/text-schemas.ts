import type { JsonValue, LocalizedText } from '@yimen/portlet-sdk/descriptor';
import { z } from 'zod';

/** A name in both languages of the portal. */
export const localizedTextSchema = z.strictObject({
  'zh-CN': z.string().trim().min(1).max(100),
  'en-US': z.string().trim().min(1).max(100),
}) satisfies z.ZodType<LocalizedText>;

/** Any JSON value. */
export const jsonValueSchema: z.ZodType<JsonValue> = z.json();

/** Last part of a page's address. */
export const slugSchema = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens only');

/** Id of a page, unit, post or role. */
export const idSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'letters, digits, dots, hyphens and underscores only');

/** Name of a portlet, as the descriptor's schema has it. */
export const portletNameSchema = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9-]*[a-z0-9]$/, 'a letter, then lower-case letters, digits and hyphens only');
