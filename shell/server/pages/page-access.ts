import type { PageAudience } from '@yimen/shell-contract';
import type { Viewer } from '../session/viewer.ts';

type Person = Pick<Viewer, 'unitIds' | 'roles' | 'post'>;

/**
 * Whether a person may see a page: she is in one of the units (or below it), holds one of the posts, or has one of the
 * roles; a page that names none of them is for everyone (D6).
 */
export function maySeePage(person: Person, { units, posts, roles }: PageAudience): boolean {
  if (units.length + posts.length + roles.length === 0) return true;
  return (
    units.some((unit) => person.unitIds.includes(unit)) ||
    (person.post !== null && posts.includes(person.post.id)) ||
    roles.some((role) => person.roles.includes(role))
  );
}
