import { fileURLToPath } from 'node:url';
import { serviceConfig } from '@yimen/service-kit';
import { z } from 'zod';
import { breakerConfig } from './breakers/breaker-config.ts';
import { figuresConfig } from './figures/figures-config.ts';
import { framesConfig } from './frames/frames-config.ts';
import { npmConfig } from './npm-registry/npm-config.ts';
import { rolloutConfig } from './rollout/rollout-config.ts';

const milliseconds = (fallback: number) => z.coerce.number().int().min(100).max(600_000).default(fallback);

/** Environment variables of the portal server: those of every service and its own. */
export const portalConfig = serviceConfig.extend({
  /** Where the built shell is: `index` of its files is `.vite/manifest.json`. */
  shellDist: z.string().default(fileURLToPath(new URL('../client/dist', import.meta.url))),
  ...framesConfig,
  ...npmConfig,
  /** A service that has not begun its answer by then counts as timed out. */
  gatewayTimeout: milliseconds(10_000),
  /** A page's document waits this long for prefetched data; what is slower the shell asks for itself. */
  prefetchTimeout: milliseconds(5_000),
  /** Silence after which an event stream sends a sign of life. */
  heartbeat: milliseconds(15_000),
  /** Seconds: windows read their data again at most so often by themselves, whatever their descriptors say. */
  minimumRefresh: z.coerce.number().int().min(0).max(86_400).default(15),
  /** What becomes of new releases where neither the portlet nor its publisher has a policy of its own. */
  releasePolicy: z.enum(['staged', 'auto-live']).default('staged'),
  /** Publishers whose releases are live at once unless somebody decides otherwise: those of what the installation brings. */
  trustedPublishers: z
    .string()
    .default('')
    .transform((text) => text.split(',').map((name) => name.trim()))
    .transform((names) => names.filter((name) => name !== '')),
  idleMinutes: z.coerce.number().int().min(1).max(1_440).default(30),
  absoluteHours: z.coerce.number().min(0.01).max(168).default(10),
  /** Believe `x-forwarded-*`: only behind a proxy that sets them itself. */
  trustProxy: z.stringbool().default(false),
  ...figuresConfig,
  ...breakerConfig,
  ...rolloutConfig,
});

export type PortalConfig = Readonly<z.infer<typeof portalConfig>>;

/** Audience (resource indicator) of access tokens for this program. */
export const PORTAL_AUDIENCE = 'urn:yimen:service:portal';

/** Audience of the sso-server's directory. */
export const SSO_AUDIENCE = 'urn:yimen:service:sso';
