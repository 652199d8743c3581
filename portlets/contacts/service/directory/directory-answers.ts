import { z } from 'zod';
import { directoryId, localizedText } from '../../contract/index.ts';

const unit = z.object({
  id: directoryId,
  parentId: directoryId.nullable(),
  name: localizedText,
  sortOrder: z.number().default(0),
});
const post = z.object({ id: directoryId, name: localizedText });
const person = z.object({
  sub: directoryId,
  name: localizedText,
  unitId: directoryId.nullable(),
  postId: directoryId.nullable(),
  officePhone: z.string().nullable(),
  mobilePhone: z.string().nullable(),
  room: z.string().nullable(),
  email: z.string().nullable(),
  sortOrder: z.number().default(0),
  isActive: z.boolean(),
});

/** Answers of the sso-server's directory API, as far as this service uses them. */
export const unitsAnswer = z.object({ units: z.array(unit) });
export const postsAnswer = z.object({ posts: z.array(post) });
export const peopleAnswer = z.object({ people: z.array(person), cursor: z.string().nullable() });

export type DirectoryUnit = z.output<typeof unit>;
export type DirectoryPost = z.output<typeof post>;
export type DirectoryPerson = z.output<typeof person>;
export type Directory = { units: DirectoryUnit[]; posts: DirectoryPost[]; people: DirectoryPerson[] };
