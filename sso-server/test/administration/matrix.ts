type Kind = 'system' | 'security' | 'audit';

/** What an operation is for: who may do it (or ask for it), who approves, and what programs may. */
export type MatrixRow = {
  by: Kind[];
  approvedBy?: Kind[];
  programs?: 'installation' | 'provision-new' | 'provision';
};

/**
 * Written by hand, on purpose: whoever declares an operation says here once more whose it is, and a reviewer sees the
 * rights of all administrators on one page. The test compares the two and then asks the server.
 */
export const matrix: Record<string, MatrixRow> = {
  'installation.read': { by: ['system', 'security', 'audit'], programs: 'provision' },
  'installation.finish': { by: [], programs: 'installation' },
  'units.put': { by: ['system'], programs: 'installation' },
  'posts.put': { by: ['system'], programs: 'installation' },
  'roles.put': { by: ['security'], programs: 'provision-new' },
  'people.list': { by: ['system', 'security'] },
  'people.get': { by: ['system', 'security'] },
  'people.disable': { by: ['system', 'security'] },
  'people.enable': { by: ['system'], approvedBy: ['security'] },
  'people.reset-password': { by: ['system'], approvedBy: ['security'] },
  'people.lift-lockouts': { by: ['security'] },
  'people.schedule': { by: ['system'], approvedBy: ['security'] },
  'people.scheduled-changes': { by: ['system', 'security'] },
  'scheduled-changes.cancel': { by: ['system'] },
  'organisation.get': { by: ['system', 'security'] },
  'groups.list': { by: ['system', 'security'] },
  'groups.get': { by: ['system', 'security'] },
  'groups.members': { by: ['system', 'security'] },
  'groups.put': { by: ['system'], programs: 'installation' },
  'groups.delete': { by: ['system'] },
  'groups.change-members': { by: ['system'], programs: 'installation' },
  'imports.check': { by: ['system'], programs: 'installation' },
  'imports.list': { by: ['system'] },
  'imports.get': { by: ['system'], programs: 'installation' },
  'imports.mistakes': { by: ['system'] },
  'imports.commit': { by: ['system'], approvedBy: ['security'], programs: 'installation' },
  'policy.get': { by: ['system', 'security', 'audit'] },
  'policy.put': { by: ['security'], approvedBy: ['security', 'system'] },
  'lockouts.list': { by: ['security'] },
  'lockouts.lift': { by: ['security'] },
  'people.factors': { by: ['system', 'security'] },
  'people.reset-factors': { by: ['system'], approvedBy: ['security'] },
  'acr-requirements.roles.get': { by: ['system', 'security', 'audit'] },
  'acr-requirements.roles.put': { by: ['security'], approvedBy: ['security', 'system'] },
  'acr-requirements.relying-parties.get': { by: ['system', 'security', 'audit'] },
  'acr-requirements.relying-parties.put': { by: ['security'], approvedBy: ['security', 'system'] },
  'people.put': { by: ['system'], approvedBy: ['security'], programs: 'installation' },
  'people.roles.put': { by: ['security'], approvedBy: ['system', 'security'] },
  'relying-parties.put': { by: ['system'], approvedBy: ['security'], programs: 'provision-new' },
  'relying-parties.renew-secret': { by: ['system'], approvedBy: ['security'] },
  'relying-parties.provision': { by: [], programs: 'provision' },
  'sessions.list': { by: ['system', 'security'] },
  'sessions.get': { by: ['system', 'security'] },
  'sessions.receipts': { by: ['system', 'security'] },
  'sessions.end': { by: ['system', 'security'] },
  'people.end-sessions': { by: ['system', 'security'] },
  'receipts.list': { by: ['system', 'security'] },
  'receipts.retry': { by: ['system'] },
  'relying-parties.list': { by: ['system', 'security'] },
  'relying-parties.get': { by: ['system', 'security'] },
  'relying-parties.configurations': { by: ['system'] },
  'relying-parties.live-check': { by: ['system'] },
  'relying-parties.live-check.get': { by: ['system'] },
  'resources.put': { by: ['system'], approvedBy: ['security'], programs: 'provision' },
  'audit.search': { by: ['audit'] },
  'audit.export': { by: ['audit'] },
  'audit.verify': { by: ['audit'] },
  'pending-changes.list': { by: ['system', 'security'] },
  'pending-changes.approve': { by: ['system', 'security'] },
  'pending-changes.refuse': { by: ['system', 'security'] },
  'pending-changes.withdraw': { by: ['system', 'security'] },
  'keys.list': { by: ['system', 'security'] },
  'keys.replace': { by: ['system'], approvedBy: ['security'] },
};
