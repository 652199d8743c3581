import type { PaymentImport } from '../contract/administration.ts';
import type { PaymentState } from '../contract/payment-state.ts';
import { type DemonstrationUnit, demonstrationUnits, type Need } from './demonstration-units.ts';

type Steps = PaymentImport['steps'];
type Step = Steps[number];
type Person = Step['by'];

/** Who reviews in the demonstration: user names and names of the directory. */
const reviewers = [
  { username: 'lina', name: '李娜' },
  { username: 'xuhao', name: '徐浩' },
  { username: 'gaohaiyan', name: '高海燕' },
] as const;

// One round through the states: what waits for review comes often, so that reviewers have something to do.
const rounds: readonly PaymentState[] = [
  'submitted',
  'paid',
  'approved',
  'paid',
  'submitted',
  'returned',
  'paid',
  'draft',
  'paid',
  'withdrawn',
  'submitted',
  'approved',
];

// Days before today on which a request came into its state. What somebody has to act on is recent; the rest is of
// today, this month and earlier this year.
const openAges = [0, 0, 1, 0, 2, 0, 3, 1, 0, 4, 0];
const closedAges = [0, 1, 0, 3, 5, 0, 9, 14, 23, 38, 61, 0, 97, 150];

const reasons = [
  '收款人开户行名称与合同不一致，请核对后重新送审',
  '缺少验收单，请补充附件后重新送审',
  '经济分类选择有误，请修改',
];
const opinions = ['材料齐全，同意支付', '同意', '已核对合同和验收单，同意支付'];

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

type Settings = {
  /** The moment of loading: nothing happens after it. */
  now: number;
  /** The subject of a user name at the OpenID Provider. */
  subOf: (username: string) => string;
};

/** How a request came into its state; the last step is so many days old. */
function stepsTo(
  state: PaymentState,
  o: { clerk: Person; reviewer: Person; lastAt: number; index: number },
): Steps {
  const { clerk, reviewer, index } = o;
  const opinion = opinions[index % opinions.length] ?? '';
  const reason = reasons[index % reasons.length] ?? '';
  const paths: Record<PaymentState, Omit<Step, 'at'>[]> = {
    draft: [{ action: 'create', by: clerk }],
    submitted: [
      { action: 'create', by: clerk },
      { action: 'submit', by: clerk },
    ],
    returned: [
      { action: 'create', by: clerk },
      { action: 'submit', by: clerk },
      { action: 'return', by: reviewer, opinion: reason },
    ],
    approved: [
      { action: 'create', by: clerk },
      { action: 'submit', by: clerk },
      { action: 'approve', by: reviewer, opinion },
    ],
    paid: [
      { action: 'create', by: clerk },
      { action: 'submit', by: clerk },
      { action: 'approve', by: reviewer, opinion },
      { action: 'pay', by: reviewer },
    ],
    withdrawn: [
      { action: 'create', by: clerk },
      { action: 'withdraw', by: clerk, opinion: '与另一笔申请重复' },
    ],
  };
  const path = paths[state];
  // Each step about three hours after the one before it, the last one at its time.
  return path.map((step, at) => ({
    ...step,
    at: o.lastAt - (path.length - 1 - at) * 3 * hour,
  }));
}

function accountOf(payee: string): string {
  let digits = 0;
  for (const character of payee) digits = (digits * 31 + (character.codePointAt(0) ?? 0)) % 9_999_999;
  return `622202${String(digits).padStart(7, '0')}00${String(digits % 9_973).padStart(4, '0')}`;
}

function draftOf({ unit, clerk, phone }: DemonstrationUnit, need: Need): PaymentImport['draft'] {
  const [project, economicCode, yuan, payeeName, purpose] = need;
  const amountCents = Math.round(yuan * 100);
  return {
    projectCode: unit.projects[project]?.code ?? '',
    amountCents,
    purpose,
    payeeName,
    payeeAccount: accountOf(payeeName),
    payeeBank: '示范市商业银行城中支行',
    paymentMethod: amountCents >= 10_000_000 ? 'direct' : 'authorized',
    settlementMethod: economicCode === '30211' || economicCode === '30217' ? 'official-card' : 'transfer',
    economicCode,
    threePublic: economicCode === '30231' ? 'vehicles' : economicCode === '30217' ? 'reception' : 'none',
    isProcurement: economicCode === '30218',
    isDirectFund: economicCode === '30305',
    contactName: clerk.name,
    contactPhone: phone,
  };
}

function ageOf(state: PaymentState, index: number): number {
  const ages = state === 'paid' || state === 'withdrawn' ? closedAges : openAges;
  return ages[index % ages.length] ?? 0;
}

/** About sixty requests of eight units in every state, by their ids. */
export function demonstrationPayments({ now, subOf }: Settings): [id: string, payment: PaymentImport][] {
  const wanted = demonstrationUnits.flatMap((unit, at) =>
    // 7 and 12 have no common factor: the needs of a unit go through different states.
    unit.needs.map((need, nth) => ({
      unit,
      need,
      nth,
      state: rounds[(at * 5 + nth * 7 + 3) % rounds.length] ?? 'paid',
    })),
  );
  // The first need of every unit, then the second, and so on: numbers and days do not follow the units.
  wanted.sort((a, b) => a.nth - b.nth);
  return wanted.map(({ unit, need, state }, index) => {
    const reviewer = reviewers[index % reviewers.length] ?? reviewers[0];
    const steps = stepsTo(state, {
      clerk: { sub: subOf(unit.clerk.username), name: unit.clerk.name },
      reviewer: { sub: subOf(reviewer.username), name: reviewer.name },
      // Close together, so that those of today are of today just after midnight too.
      lastAt: now - ageOf(state, index) * day - index * (minute / 4) - minute,
      index,
    });
    const serial = String(index + 1).padStart(4, '0');
    return [
      `demonstration-${serial}`,
      { number: `ZFYS-${serial}`, unitId: unit.id, draft: draftOf(unit, need), steps },
    ];
  });
}
