import type { DatabaseInspection } from '@yimen/database';
import type { SsoConfig } from '../config.ts';
import { createSchedule, statesAt } from '../keys/key-schedule.ts';
import type { KeyPurpose } from '../keys/key-tables.ts';
import { keyPurposes } from '../keys/make-key.ts';
import { createSeal } from '../keys/seal.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

type Row = { id: string; purpose: KeyPurpose; generation: number; active_at: number; sealed: string };

/** Whether the secret opens the keys, and whether they rotate. */
export async function checkKeys(db: DatabaseInspection, config: SsoConfig, now: number): Promise<Finding[]> {
  const found = await db.rows('select id, purpose, generation, active_at, sealed from provider_key');
  const rows = found.map((row) => ({
    ...row,
    generation: Number(row.generation),
    active_at: Number(row.active_at),
  })) as Row[];
  if (rows.length === 0) {
    return [
      warning(
        'keys',
        ['还没有密钥', 'There are no keys yet'],
        ['首次启动 sso-server 时会生成', 'They are made when the sso-server starts for the first time'],
      ),
    ];
  }
  return [
    checkSecret(rows, config),
    ...keyPurposes.map((purpose) => checkRotation(rows, purpose, { config, now })),
  ];
}

function checkSecret(rows: Row[], config: SsoConfig): Finding {
  const seal = createSeal(config.secret);
  try {
    for (const row of rows) seal.open(row.sealed, `provider-key:${row.id}`);
    return ok('secret', 'YIMEN_SECRET 能打开全部密钥', 'YIMEN_SECRET opens all keys');
  } catch {
    return failure(
      'secret',
      ['YIMEN_SECRET 打不开数据库里的密钥', 'YIMEN_SECRET does not open the keys in the database'],
      [
        '请使用建立此数据库时的 YIMEN_SECRET；没有它，密钥和应用系统的密码都无法恢复',
        'Use the YIMEN_SECRET that this database was made with; nothing else opens keys and client secrets',
      ],
    );
  }
}

function checkRotation(rows: Row[], purpose: KeyPurpose, o: { config: SsoConfig; now: number }): Finding {
  const schedule = createSchedule(o.config);
  const keys = statesAt(
    rows.filter((row) => row.purpose === purpose),
    o.now,
    schedule.retentionMs(purpose),
  );
  const current = keys.find((key) => key.state === 'current');
  const days = current ? Math.floor((o.now - current.active_at) / 86_400_000) : 0;
  const isLate = current !== undefined && o.now - current.active_at > schedule.rotationMs;
  const hasNext = keys.some((key) => key.state === 'next');
  if (!current || (isLate && !hasNext)) {
    return failure(
      'keys',
      [
        `${purpose} 密钥已使用 ${days} 天，没有按计划更换`,
        `The ${purpose} key has signed for ${days} days and was not replaced on schedule`,
      ],
      [
        '请确认 sso-server 正在运行，并查看日志中的 key-refresh-failed',
        'See that the sso-server runs, and look for key-refresh-failed in its log',
      ],
    );
  }
  const next = hasNext ? ['，下一把已公布', ', the next one is published'] : ['', ''];
  return ok(
    'keys',
    `${purpose} 密钥已使用 ${days} 天${next[0]}`,
    `The ${purpose} key has signed for ${days} days${next[1]}`,
  );
}
