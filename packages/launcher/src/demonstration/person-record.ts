import { type DemonstrationPerson, demonstrationPassword } from './people.ts';

/**
 * A person as the sso-server's administration API takes it. Telephone numbers are invented so that they cannot be
 * anybody's: no area code is 000, and no mobile number in China begins with 100. Addresses end with `.example`.
 */
export function personRecord(person: DemonstrationPerson, index: number): Record<string, unknown> {
  const number = String(index + 1).padStart(4, '0');
  return {
    username: person.id,
    name: person.name,
    unitId: person.unitId,
    postId: person.postId,
    roles: person.roles,
    locale: 'zh-CN',
    officePhone: `000-8555${number}`,
    mobilePhone: `1000000${number}`,
    room: `${3 + (index % 6)}${String(1 + (index % 24)).padStart(2, '0')} 室`,
    email: `${person.id}@shifan.example`,
    sortOrder: index,
    password: demonstrationPassword,
  };
}

/** The subject (`sub`) of a demonstration account by its user name. */
export function subjectOf(username: string): string {
  return `p-${username}`;
}
