import type { PaymentDraft, UnitImport } from '../../contract/index.ts';
import type { Payments, Person } from './start-payments.ts';

export const clerk: Person = {
  sub: 'zhangwei',
  name: '张伟',
  roles: ['staff', 'payment-clerk'],
  unitId: 'edu',
};
export const healthClerk: Person = {
  sub: 'zhouli',
  name: '周丽',
  roles: ['staff', 'payment-clerk'],
  unitId: 'health',
};
export const reviewer: Person = {
  sub: 'wangfang',
  name: '王芳',
  roles: ['staff', 'payment-reviewer'],
  unitId: 'payment-centre',
};
export const secondReviewer: Person = {
  sub: 'lina',
  name: '李娜',
  roles: ['staff', 'payment-reviewer'],
  unitId: 'payment-centre',
};
export const leader: Person = { sub: 'sunlei', name: '孙磊', roles: ['staff', 'leader'], unitId: 'bureau' };
export const launcher: Person = { sub: 'launcher', scope: 'payments:admin' };

export const draft: PaymentDraft = {
  projectCode: 'P-2050202-01',
  amountCents: 12_800_000,
  purpose: '实验小学操场维修工程款',
  payeeName: '示范市宏达建筑工程有限公司',
  payeeAccount: '6222021234567890123',
  payeeBank: '中国工商银行示范市分行营业部',
  paymentMethod: 'direct',
  settlementMethod: 'transfer',
  economicCode: '30227',
  threePublic: 'none',
  isProcurement: true,
  isDirectFund: false,
  contactName: '张伟',
  contactPhone: '000-83700001',
};

const unit = (code: string, zh: string, en: string): UnitImport => ({
  code,
  name: { 'zh-CN': zh, 'en-US': en },
  payer: { name: `${zh}零余额账户`, account: '3200000000000012345', bank: '示范银行营业部' },
  projects: [
    {
      code: 'P-2050202-01',
      name: '义务教育学校校舍维修',
      functional: { code: '2050202', name: { 'zh-CN': '小学教育', 'en-US': 'Primary education' } },
      fundNature: 'general',
    },
  ],
});

/** Two budget units, loaded through the administration API. */
export async function loadUnits(payments: Payments): Promise<void> {
  const send = payments.as(launcher);
  await send('PUT', '/api/admin/units/edu', unit('205001', '市教育局', 'Education Bureau'));
  await send('PUT', '/api/admin/units/health', unit('210001', '市卫生健康委员会', 'Health Commission'));
}
