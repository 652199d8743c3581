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
  'units.put': { by: ['system'], programs: 'installation' },
  'posts.put': { by: ['system'], programs: 'installation' },
  'roles.put': { by: ['security'], programs: 'provision-new' },
  'people.put': { by: ['system'], programs: 'installation' },
  'relying-parties.put': { by: ['system'], programs: 'provision-new' },
  'resources.put': { by: ['system'], programs: 'provision' },
};
