import { serviceConfig } from '@yimen/service-kit';
import { z } from 'zod';
import { accountsConfig } from './accounts/accounts-config.ts';
import { auditConfig } from './audit/audit-config.ts';
import { checkSyslogConfig, syslogConfig } from './audit/syslog/syslog-config.ts';
import { keyConfig } from './keys/key-config.ts';
import { defaultLogoutNetworks, parseNetworks } from './outgoing/allowed-networks.ts';
import { liveCheckConfig } from './relying-parties/live-check/live-check-config.ts';
import { sessionConfig } from './sessions/session-config.ts';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const networks = z.string().superRefine((value, check) => {
  try {
    parseNetworks(value);
  } catch (error) {
    check.addIssue({
      code: 'custom',
      message: error instanceof Error ? error.message : 'not a list of networks',
    });
  }
});

/** Environment variables of the sso-server; the README lists them. */
export const ssoConfigSchema = serviceConfig
  .omit({ clientId: true, clientSecret: true })
  .extend({
    port: serviceConfig.shape.port.default(4100),
    publicUrl: serviceConfig.shape.publicUrl.default('http://localhost:4100'),
    issuer: serviceConfig.shape.issuer.default('http://localhost:4100'),
    /** Where a person without another way to go is sent. */
    portalUrl: serviceConfig.shape.publicUrl.default('http://localhost:4000'),
    /** Behind a proxy that sets x-forwarded-proto and x-forwarded-for itself. */
    trustProxy: flag.default(false),
    ...auditConfig,
    ...syslogConfig,
    logoutNetworks: networks.default(defaultLogoutNetworks),
    ...liveCheckConfig,
    ...sessionConfig,
    ...accountsConfig,
    organisationName: z.string().max(60).default('示范市财政局'),
    organisationNameEn: z.string().max(80).default('Shifan City Finance Bureau'),
    /** Shown on the sign-in page, for example that this is a demonstration. Empty: nothing is shown. */
    signInNotice: z.string().max(400).default(''),
    signInNoticeEn: z.string().max(400).default(''),
    ...keyConfig,
  })
  .refine((config) => new URL(config.issuer).origin === new URL(config.publicUrl).origin, {
    path: ['issuer'],
    message: 'must have the origin of YIMEN_PUBLIC_URL',
  })
  .superRefine(checkSyslogConfig);

export type SsoConfig = Readonly<z.output<typeof ssoConfigSchema>>;
