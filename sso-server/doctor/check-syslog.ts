import type { DatabaseInspection } from '@yimen/database';
import { exampleEnterpriseNumber, parseSyslogTarget } from '../audit/syslog/syslog-config.ts';
import { sendEntries } from '../audit/syslog/syslog-forwarder.ts';
import type { SsoConfig } from '../config.ts';
import { type Finding, failure, ok, reasonOf, warning } from './finding.ts';

const lateMs = 5 * 60_000;

/** Sends the collector a message of its own, and looks whether the trail gets through. */
export async function checkSyslog(
  db: DatabaseInspection,
  config: SsoConfig,
  now: number,
): Promise<Finding[]> {
  if (config.syslogUrl === '') {
    return [
      ok(
        'syslog',
        '未设置 YIMEN_SYSLOG_URL，审计只保存在数据库和归档里',
        'YIMEN_SYSLOG_URL is not set: the audit trail is in the database and its archive only',
      ),
    ];
  }
  return [await checkCollector(config, now), ...(await checkWaiting(db, now)), ...checkNumber(config)];
}

async function checkCollector(config: SsoConfig, now: number): Promise<Finding> {
  const url = config.syslogUrl;
  try {
    await sendEntries(config, [
      { at: now, severity: 6, id: 'doctor', parameters: {}, text: 'test message of the sso-server doctor' },
    ]);
  } catch (error) {
    const reason = reasonOf(error);
    return failure(
      'syslog',
      [`日志服务器 ${url} 没有收下测试消息（${reason}）`, `${url} did not take a test message (${reason})`],
      [
        '请检查地址、端口、防火墙和证书；恢复后会自动补发',
        'Look at address, port, firewall and certificates; what was missed is sent again',
      ],
    );
  }
  return parseSyslogTarget(url)?.protocol === 'udp'
    ? warning(
        'syslog',
        [
          `已向 ${url} 发出测试消息；UDP 无法确认对方是否收到，而且不加密`,
          `A test message was sent to ${url}; UDP cannot tell whether it arrived, and hides nothing`,
        ],
        ['请到日志服务器上核对，建议改用 tls://', 'Look for it at the collector; tls:// is better'],
      )
    : ok('syslog', `日志服务器 ${url} 收下了测试消息`, `${url} took a test message`);
}

async function checkWaiting(db: DatabaseInspection, now: number): Promise<Finding[]> {
  const [row] = await db.rows(`select min(sealed_at) as since, sum(row_count) as waiting from audit_link
    where position > (select position from audit_forward where id = 'syslog')`);
  const since = Number(row?.since ?? now);
  if (now - since < lateMs) return [];
  const [minutes, waiting] = [Math.floor((now - since) / 60_000), Number(row?.waiting)];
  return [
    warning(
      'syslog',
      [
        `有 ${waiting} 条审计记录还没有送到日志服务器，最早的已等待 ${minutes} 分钟`,
        `${waiting} audit rows have not reached the collector; the oldest waits for ${minutes} minutes`,
      ],
      [
        '请查看日志中的 audit-syslog-away；刚开始转发时，积压会逐步送完',
        'Look for audit-syslog-away in the log; when forwarding has just begun, the backlog is being sent',
      ],
    ),
  ];
}

function checkNumber({ syslogEnterpriseNumber }: SsoConfig): Finding[] {
  if (syslogEnterpriseNumber !== exampleEnterpriseNumber) return [];
  return [
    warning(
      'syslog',
      [
        `结构化数据仍使用示例企业编号 ${exampleEnterpriseNumber}`,
        `Structured data still has the enterprise number for examples, ${exampleEnterpriseNumber}`,
      ],
      [
        '请把本单位在 IANA 登记的编号填入 YIMEN_SYSLOG_ENTERPRISE_NUMBER',
        "Put the organisation's own number of IANA into YIMEN_SYSLOG_ENTERPRISE_NUMBER",
      ],
    ),
  ];
}
