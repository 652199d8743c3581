import type { Random } from './random.ts';

/** A figure above the table: code of a function `(rows: Row[]) => number`, different in every component. */
type Analysis = { name: string; code: (random: Random) => string };

const limit = (random: Random) => 1_000 + random.below(900_000);

export const analyses: readonly Analysis[] = [
  {
    name: 'median',
    code: (
      random,
    ) => `const values = rows.map((row) => row.amount).filter((value) => value > ${limit(random)}).sort((a, b) => a - b);
  if (values.length === 0) return 0;
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;`,
  },
  {
    name: 'movingAverage',
    code: (random) => `const width = ${3 + random.below(5)};
  const dated = rows.toSorted((a, b) => a.date.localeCompare(b.date)).map((row) => row.spent);
  let best = -Infinity;
  for (let at = 0; at + width <= dated.length; at++) {
    const mean = dated.slice(at, at + width).reduce((sum, value) => sum + value, 0) / width;
    if (mean > best) best = mean;
  }
  return Number.isFinite(best) ? Math.round(best) : ${random.below(10)};`,
  },
  {
    name: 'concentration',
    code: (random) => `const byUnit = new Map<string, number>();
  for (const row of rows) byUnit.set(row.unit, (byUnit.get(row.unit) ?? 0) + row.amount + ${random.below(100)});
  const total = [...byUnit.values()].reduce((sum, value) => sum + value, 0);
  return total === 0 ? 0 : Math.round([...byUnit.values()].reduce((sum, value) => sum + (value / total) ** 2, 0) * 10_000);`,
  },
  {
    name: 'behindSchedule',
    code: (random) => `const elapsed = ${30 + random.below(60)};
  const weights = { urgent: ${2 + random.below(4)}, normal: 1 };
  return rows.reduce((sum, row) => {
    const gap = elapsed - row.rate;
    if (gap <= ${random.below(12)}) return sum;
    return sum + gap * (row.count > ${random.below(40)} ? weights.urgent : weights.normal);
  }, 0);`,
  },
  {
    name: 'outliers',
    code: (random) => `const mean = rows.reduce((sum, row) => sum + row.count, 0) / Math.max(1, rows.length);
  const variance = rows.reduce((sum, row) => sum + (row.count - mean) ** 2, 0) / Math.max(1, rows.length - 1);
  const deviation = Math.sqrt(variance) || 1;
  return rows.filter((row) => Math.abs(row.count - mean) / deviation > ${1 + random.below(20) / 10}).length;`,
  },
  {
    name: 'paretoShare',
    code: (random) => `const sorted = rows.map((row) => row.amount).sort((a, b) => b - a);
  const target = sorted.reduce((sum, value) => sum + value, 0) * ${(60 + random.below(35)) / 100};
  let reached = 0;
  let used = 0;
  while (reached < target && used < sorted.length) reached += sorted[used++];
  return sorted.length === 0 ? 0 : Math.round((used / sorted.length) * 100);`,
  },
  {
    name: 'ageing',
    code: (random) => `const today = Date.UTC(2026, ${random.below(12)}, ${1 + random.below(28)});
  const buckets = [${[10, 30, 60, 120].map((days) => days + random.below(9)).join(', ')}];
  return rows.reduce((worst, row) => {
    const days = Math.floor((today - Date.parse(row.date)) / 86_400_000);
    const bucket = buckets.findIndex((end) => days < end);
    return Math.max(worst, bucket === -1 ? buckets.length : bucket);
  }, 0);`,
  },
  {
    name: 'quantile',
    code: (random) => `const rates = rows.map((row) => row.rate).sort((a, b) => a - b);
  const place = (rates.length - 1) * ${(5 + random.below(90)) / 100};
  const below = rates[Math.floor(place)] ?? 0;
  const above = rates[Math.ceil(place)] ?? below;
  return Math.round((below + (above - below) * (place - Math.floor(place))) * 10) / 10;`,
  },
  {
    name: 'checksum',
    code: (random) => `let sum = ${random.below(9_999)};
  for (const { code } of rows) {
    for (let at = 0; at < code.length; at++) sum = (sum * ${31 + 2 * random.below(20)} + code.charCodeAt(at)) % ${9_973 - 6 * random.below(50)};
  }
  return sum;`,
  },
  {
    name: 'growth',
    code: (random) => `const split = '2026-0${1 + random.below(9)}-${10 + random.below(18)}';
  const before = rows.filter((row) => row.date < split).reduce((sum, row) => sum + row.spent, ${1 + random.below(50)});
  const after = rows.filter((row) => row.date >= split).reduce((sum, row) => sum + row.spent, 0);
  return Math.round(((after - before) / before) * 1_000) / 10;`,
  },
];
