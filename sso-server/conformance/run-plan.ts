import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const base = { client_registration: 'static_client' };
/** Plans of the suite for this provider, with their variants. */
const plans: Record<string, [string, Record<string, string>]> = {
  config: ['oidcc-config-certification-test-plan', {}],
  basic: ['oidcc-basic-certification-test-plan', { ...base, server_metadata: 'discovery' }],
  formpost: ['oidcc-formpost-basic-certification-test-plan', { ...base, server_metadata: 'discovery' }],
  'rp-initiated': ['oidcc-rp-initiated-logout-certification-test-plan', { ...base, response_type: 'code' }],
  backchannel: [
    'oidcc-backchannel-rp-initiated-logout-certification-test-plan',
    { ...base, response_type: 'code' },
  ],
  frontchannel: [
    'oidcc-frontchannel-rp-initiated-logout-certification-test-plan',
    { ...base, response_type: 'code' },
  ],
};

type Module = { testModule: string; variant?: Record<string, string> };
type Info = { status: string; result?: string };

const everyMs = 500;
const moduleMs = 120_000;
/**
 * Modules start by themselves a moment after they were configured. One that is started by hand in that moment runs twice
 * at once and fails with "a request that wasn't expected": here one module of thirty did, another one each time.
 */
const startedByItselfMs = 5_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    suite: { type: 'string', default: 'https://localhost:8443' },
    configuration: { type: 'string', default: '/dev/stdin' },
  },
});

async function ask<T>(path: string, method = 'GET', body?: string): Promise<T> {
  const answer = await fetch(values.suite + path, {
    method,
    ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

async function runModule(plan: string, module: Module): Promise<string> {
  const query = new URLSearchParams({
    ...{ test: module.testModule, plan },
    variant: JSON.stringify(module.variant ?? {}),
  });
  const { id } = await ask<{ id: string }>(`/api/runner?${query}`, 'POST');
  for (let waited = 0; waited < moduleMs; waited += everyMs) {
    const { status, result } = await ask<Info>(`/api/info/${id}`);
    if (status === 'FINISHED' || status === 'INTERRUPTED') return await report(id, result ?? status);
    if (status === 'CONFIGURED' && waited >= startedByItselfMs) await ask(`/api/runner/${id}`, 'POST');
    await delay(everyMs);
  }
  await ask(`/api/runner/${id}`, 'DELETE');
  return await report(id, 'TIMEOUT');
}

async function report(id: string, result: string): Promise<string> {
  if (result === 'PASSED' || result === 'SKIPPED') return result;
  const log = await ask<{ result?: string; src: string; msg?: string }[]>(`/api/log/${id}`);
  for (const line of log.filter((one) => /FAILURE|WARNING|REVIEW/.test(one.result ?? '')))
    process.stdout.write(`    ${line.result} ${line.src}: ${line.msg?.slice(0, 300)}\n`);
  return result;
}

/** Runs one plan of a conformance suite that is up; its configuration is what `conformance/main.ts` printed. */
async function main(): Promise<void> {
  const [name = 'basic', only] = positionals;
  const [planName, variant] = plans[name] ?? [];
  if (!planName) throw new Error(`plans: ${Object.keys(plans).join(', ')}`);
  const query = new URLSearchParams({ planName, variant: JSON.stringify(variant) });
  const plan = await ask<{ id: string; modules: Module[] }>(
    `/api/plan?${query}`,
    'POST',
    readFileSync(values.configuration, 'utf8'),
  );
  const totals: Record<string, number> = {};
  for (const module of plan.modules.filter(({ testModule }) => !only || testModule.includes(only))) {
    const result = await runModule(plan.id, module);
    totals[result] = (totals[result] ?? 0) + 1;
    process.stdout.write(`${result} ${module.testModule}\n`);
  }
  process.stdout.write(`${name}: ${JSON.stringify(totals)}\n`);
  const { PASSED = 0, REVIEW = 0, SKIPPED = 0, WARNING = 0 } = totals;
  const all = Object.values(totals).reduce((sum, count) => sum + count, 0);
  process.exitCode = PASSED + REVIEW + SKIPPED + WARNING === all ? 0 : 1;
}

await main();
