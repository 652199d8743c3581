import { serviceConfig } from '@yimen/service-kit';
import { z } from 'zod';

/** Configuration of the to-do service; each key is an environment variable (README). */
export const todoConfig = serviceConfig.extend({ portalUrl: z.url().default('http://localhost:4000') });

export type TodoConfig = z.infer<typeof todoConfig>;

/** Resource indicator of this service. */
export const audience = 'urn:yimen:service:todo';
