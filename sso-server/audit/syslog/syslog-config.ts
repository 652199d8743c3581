import { z } from 'zod';

const schemes: Record<string, { protocol: SyslogProtocol; port: number }> = {
  // RFC 5425, 4.1; TCP has no port of its own (RFC 6587): 601 is syslog-conn; RFC 5426, 3.3.
  'tls:': { protocol: 'tls', port: 6514 },
  'tcp:': { protocol: 'tcp', port: 601 },
  'udp:': { protocol: 'udp', port: 514 },
};

export type SyslogProtocol = 'tls' | 'tcp' | 'udp';

/** Where a collector listens. */
export type SyslogTarget = { protocol: SyslogProtocol; host: string; port: number };

/** Of `tls://collector.example:6514`; undefined when it is no such address. */
export function parseSyslogTarget(text: string): SyslogTarget | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const scheme = url && schemes[url.protocol];
  if (
    !url?.hostname ||
    !scheme ||
    url.username ||
    url.search ||
    url.hash ||
    !['', '/'].includes(url.pathname)
  )
    return undefined;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return { protocol: scheme.protocol, host, port: url.port === '' ? scheme.port : Number(url.port) };
}

/** For examples only (RFC 5612). */
export const exampleEnterpriseNumber = 32_473;

const path = z.string().max(400).default('');

/** Where the audit trail is sent while it is written. Variables of the environment; the README lists them. */
export const syslogConfig = {
  /** Empty: nowhere. */
  syslogUrl: z
    .string()
    .max(400)
    .default('')
    .refine((text) => text === '' || parseSyslogTarget(text) !== undefined, {
      message: 'must be tls://host[:port], tcp://host[:port] or udp://host[:port]',
    }),
  /** PEM: who signs the collector's certificate, instead of the authorities that Node knows. */
  syslogCaFile: path,
  /** PEM: our own certificate and key, for collectors that ask for them. */
  syslogCertificateFile: path,
  syslogKeyFile: path,
  /** Of the collector's certificate, instead of a path to an authority (RFC 5425, 4.2.2). */
  syslogFingerprint: z
    .string()
    .regex(/^$|^[0-9a-f]{2}(:[0-9a-f]{2}){31}$/i, 'must be a SHA-256 fingerprint as AA:BB:…, 32 bytes')
    .default(''),
  /** RFC 5424, 6.2.1: 13 is "log audit", 10 "security/authorization". */
  syslogFacility: z.coerce.number().int().min(0).max(23).default(13),
  /** RFC 5424, 7.2.2. 32473 is IANA's number for examples (RFC 5612); the doctor asks for the bureau's own. */
  syslogEnterpriseNumber: z.coerce.number().int().min(1).max(4_294_967_295).default(exampleEnterpriseNumber),
};

export type SyslogConfig = Readonly<z.output<z.ZodObject<typeof syslogConfig>>>;

/** What no single variable shows. */
export function checkSyslogConfig(config: SyslogConfig, check: z.RefinementCtx<SyslogConfig>): void {
  const issue = (path: keyof SyslogConfig, message: string) =>
    check.addIssue({ code: 'custom', path: [path], message });
  const { syslogCertificateFile: certificate, syslogKeyFile: key } = config;
  if ((certificate === '') !== (key === ''))
    issue('syslogKeyFile', 'a certificate and its key are given together');
  const isTls = parseSyslogTarget(config.syslogUrl)?.protocol === 'tls';
  for (const name of ['syslogCaFile', 'syslogCertificateFile', 'syslogFingerprint'] as const) {
    if (config[name] !== '' && !isTls) issue(name, 'is for tls:// only');
  }
}
