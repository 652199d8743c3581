import type { FindingCode } from './findings.ts';

/** In the order in which they are tried. */
export const stepIds = [
  'discovery',
  'start',
  'authorization-request',
  'pkce',
  'state',
  'nonce',
  'sign-in',
  'token-exchange',
  'signed-in',
  'refresh',
  'forged-state',
  'forged-logout',
  'logout',
  'logout-effect',
  'front-channel',
] as const;
export type StepId = (typeof stepIds)[number];

/** `warning`: works, and should be changed all the same. `skipped`: could not be tried, or does not apply. */
export type StepState = 'waiting' | 'running' | 'passed' | 'warning' | 'failed' | 'skipped';

export type Finding = {
  state: Exclude<StepState, 'waiting' | 'running'>;
  code: FindingCode;
  values?: Values;
};
export type Values = Readonly<Record<string, string | number>>;

/** What is kept of a step: no text, so that it reads in every language and version. */
export type LiveCheckStep = { id: StepId; state: StepState; code?: FindingCode; values?: Values };

export const freshSteps = (): LiveCheckStep[] => stepIds.map((id) => ({ id, state: 'waiting' }));

export const passed = (code: FindingCode, values?: Values): Finding => finding('passed', code, values);
export const warning = (code: FindingCode, values?: Values): Finding => finding('warning', code, values);
export const failed = (code: FindingCode, values?: Values): Finding => finding('failed', code, values);
export const skipped = (code: FindingCode, values?: Values): Finding => finding('skipped', code, values);

function finding(state: Finding['state'], code: FindingCode, values?: Values): Finding {
  return { state, code, ...(values && { values }) };
}
