import { z } from 'zod';

const timeZone = z.string().refine((name) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}, 'not the name of a time zone, such as Asia/Shanghai');

/** Environment variables of accounts. */
export const accountsConfig = {
  /** Password checks that may wait before others are turned away with 503. */
  passwordQueue: z.coerce.number().int().min(1).max(10_000).default(100),
  /** Argon2id: memory in KiB and passes. A change takes effect on each password at its next sign-in. */
  argon2MemoryKib: z.coerce.number().int().min(8_192).max(1_048_576).default(19_456),
  argon2Passes: z.coerce.number().int().min(1).max(20).default(2),
  /** Where the bureau is: transfers and leavings take effect when its day begins. */
  timeZone: timeZone.default('Asia/Shanghai'),
};
