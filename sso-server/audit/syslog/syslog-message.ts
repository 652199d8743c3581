import type { AuditSeverity } from '../audit-event.ts';
import type { AuditRow } from '../audit-search.ts';

/** What every message of this installation has in common. */
export type SyslogSender = { facility: number; enterpriseNumber: number; hostname: string };

/** RFC 5424, 6.2.1: alert, warning, informational; and notice for what failed without being more than that. */
const severities: Record<AuditSeverity, number> = { alert: 1, warning: 4, info: 6 };
const notice = 5;

/** The longest that every receiver of a transport should take (RFC 5426, 3.2; RFC 5425, 4.3.1). */
export const longestMessage = { udp: 2048, stream: 8192 };

export type SyslogEntry = {
  at: number;
  severity: number;
  /** MSGID: which kind of message. */
  id: string;
  parameters: Record<string, string | number | null>;
  text: string;
};

/** An audit row as a message says it. */
export function entryOf(row: AuditRow): SyslogEntry {
  const severity = severities[row.severity as AuditSeverity] ?? severities.info;
  const who = row.username ?? row.sub ?? row.client_id;
  return {
    at: row.at,
    severity: severity === severities.info && row.outcome === 'failure' ? notice : severity,
    id: row.event,
    parameters: {
      sequence: row.sequence,
      event: row.event,
      outcome: row.outcome,
      severity: row.severity,
      person: row.sub,
      username: row.username,
      system: row.client_id,
      session: row.session_uid,
      address: row.ip,
      userAgent: row.user_agent,
      detail: row.detail_json === null ? null : JSON.stringify(row.detail_json),
    },
    text: `${row.event} ${row.outcome}${who ? ` ${who}` : ''}${row.ip ? ` from ${row.ip}` : ''}`,
  };
}

/**
 * One message in the format of RFC 5424. What makes it longer than `longest` bytes is left out, the longest parameter
 * first, and the parameter `truncated` says which: a collector that cuts would cut through the middle of a value.
 */
export function formatSyslog(entry: SyslogEntry, sender: SyslogSender, longest: number): Buffer {
  const parameters = Object.entries(entry.parameters).flatMap(([name, value]) =>
    value === null ? [] : [[name, escapeParameter(String(value))] as const],
  );
  const left: string[] = [];
  let message = write(entry, sender, parameters);
  while (message.length > longest && parameters.length > 0) {
    const longestOne = parameters.reduce((a, b) => (b[1].length > a[1].length ? b : a));
    parameters.splice(parameters.indexOf(longestOne), 1);
    left.push(longestOne[0]);
    message = write(entry, sender, [...parameters, ['truncated', left.join(' ')]]);
  }
  return message;
}

function write(
  { at, severity, id, text }: SyslogEntry,
  { facility, enterpriseNumber, hostname }: SyslogSender,
  parameters: readonly (readonly [string, string])[],
): Buffer {
  const header = [
    `<${facility * 8 + severity}>1`,
    new Date(at).toISOString(),
    headerWord(hostname, 255),
    'yimen-sso',
    '-',
    headerWord(id, 32),
  ];
  const data = parameters.map(([name, value]) => ` ${name}="${value}"`).join('');
  // 6.4: a text in UTF-8 says so by beginning with the byte order mark.
  return Buffer.from(
    `${header.join(' ')} [yimenAudit@${enterpriseNumber}${data}] \ufeff${withoutControls(text)}`,
  );
}

/** 6: PRINTUSASCII, and "-" for nothing. */
const headerWord = (text: string, longest: number) =>
  text.replaceAll(/[^\x21-\x7e]/g, '').slice(0, longest) || '-';

/**
 * 6.3.3 escapes three characters. Control characters are allowed by 6.3.3 and warned of by 8.2; strangers choose user
 * names, and a line feed would be a second line to whoever reads the collector's file.
 */
const escapeParameter = (value: string) => withoutControls(value).replaceAll(/["\\\]]/g, '\\$&');

const withoutControls = (text: string) => text.toWellFormed().replaceAll(/[\p{Cc}\u2028\u2029]/gu, '\ufffd');
