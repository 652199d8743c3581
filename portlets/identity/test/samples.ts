import type { Organisation, PendingChange, PersonDetail } from '../contract/index.ts';

const name = (chinese: string, english: string) => ({ 'zh-CN': chinese, 'en-US': english });

export const organisation: Organisation = {
  units: [
    {
      id: 'bureau',
      name: name('示范市财政局', 'Finance Bureau'),
      parentId: null,
      code: '219001',
      sortOrder: 1,
    },
    {
      id: 'payment-centre',
      name: name('国库支付中心', 'Payment Centre'),
      parentId: 'bureau',
      code: null,
      sortOrder: 2,
    },
  ],
  posts: [{ id: 'section-officer', name: name('科员', 'Section officer'), sortOrder: 1 }],
  roles: [
    { id: 'staff', name: name('工作人员', 'Staff'), description: null },
    { id: 'payment-reviewer', name: name('支付审核', 'Payment reviewer'), description: null },
  ],
};

/** What secadmin asks for: a role on top for 王芳. */
export function pendingChange(overrides: Partial<PendingChange> = {}): PendingChange {
  return {
    id: 'c-1',
    operation: 'people.roles.put',
    title: name('调整人员角色', 'Give a person roles'),
    mayApprove: ['system-administrator', 'security-administrator'],
    subject: { kind: 'person', id: 'p-wangfang', username: 'wangfang', name: name('王芳', 'Wang Fang') },
    before: { roles: ['staff'] },
    after: { roles: ['staff', 'payment-reviewer'] },
    state: 'pending',
    requestedBy: {
      sub: 'p-secadmin',
      username: 'secadmin',
      name: name('严守正', 'Yan Shouzheng'),
      role: 'security-administrator',
    },
    requestedAt: Date.UTC(2026, 10, 24, 1),
    expiresAt: Date.UTC(2026, 11, 1, 1),
    decidedBy: null,
    decidedAt: null,
    reason: null,
    ...overrides,
  };
}

/** 王芳 with her account. */
export function person(overrides: Partial<PersonDetail> = {}): PersonDetail {
  return {
    sub: 'p-wangfang',
    username: 'wangfang',
    name: name('王芳', 'Wang Fang'),
    unitId: 'payment-centre',
    postId: 'section-officer',
    roles: ['staff'],
    locale: 'zh-CN',
    officePhone: '000-85550013',
    mobilePhone: null,
    room: '313 室',
    email: 'wangfang@shifan.example',
    profile: { nickname: '小王' },
    sortOrder: 12,
    isActive: true,
    revision: 'r-1',
    groups: [],
    password: { changedAt: Date.UTC(2026, 10, 1), isChangeRequired: false },
    activationExpiresAt: null,
    lockouts: [],
    scheduledChanges: [],
    ...overrides,
  };
}
