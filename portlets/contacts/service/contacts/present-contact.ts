import type { ContactView } from '../../contract/index.ts';
import { maskPhone } from '../phones/phone-number.ts';
import type { FoundContact } from './contact-search.ts';

/** What everybody may see of a person. The full mobile number is in no answer but the one that is logged. */
export function presentContact(row: FoundContact): ContactView {
  const named = (id: string | null, name: ContactView['name'] | null) => (id && name ? { id, name } : null);
  return {
    id: row.sub,
    name: row.name_json,
    unit: named(row.unit_id, row.unit_name_json),
    post: named(row.post_id, row.post_name_json),
    officePhone: row.office_phone,
    maskedMobile: maskPhone(row.mobile_phone),
    room: row.room,
    email: row.email,
  };
}
