import { problem } from '@yimen/problem';
import { unitPath } from '../organisation/organisation-store.ts';
import type { Services } from '../services.ts';
import type { Saved } from './routes.ts';
import type { PutPost, PutRole, PutUnit } from './schemas.ts';

export async function saveUnit({ organisation }: Services, id: string, body: PutUnit): Promise<Saved> {
  const { units } = await organisation.structure();
  if (body.parentId !== null) {
    if (!units.has(body.parentId)) throw invalid('/body/parentId', `there is no unit ${body.parentId}`);
    if (body.parentId === id || unitPath(units, body.parentId).includes(id)) {
      throw invalid('/body/parentId', 'a unit cannot be below itself');
    }
  }
  const isNew = await organisation.put('unit', {
    id,
    parent_id: body.parentId,
    code: body.code,
    name_json: body.name,
    sort_order: body.sortOrder,
  });
  return { isNew, body: { id, ...body } };
}

export async function savePost({ organisation }: Services, id: string, body: PutPost): Promise<Saved> {
  const isNew = await organisation.put('post', { id, name_json: body.name, sort_order: body.sortOrder });
  return { isNew, body: { id, ...body } };
}

export async function saveRole({ organisation }: Services, id: string, body: PutRole): Promise<Saved> {
  const isNew = await organisation.put('role', {
    id,
    name_json: body.name,
    description_json: body.description,
  });
  return { isNew, body: { id, ...body } };
}

export function invalid(pointer: string, detail: string) {
  return problem('invalid-input', { errors: [{ pointer, detail }] });
}
