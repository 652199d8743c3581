import { useLocale, useResource } from '@yimen/portlet-sdk';
import { useMemo } from 'react';
import type { Organisation } from '../contract/organisation.ts';

/**
 * Units, posts and roles by their ids: a portlet that uses it declares the resource `organisation`. While it is not
 * there, or for an id that is gone, ids stand for names.
 */
export function useOrganisation() {
  const locale = useLocale();
  const { data } = useResource<Organisation>('organisation');
  return useMemo(() => {
    const tables = {
      unitId: byId(data?.units),
      parentId: byId(data?.units),
      postId: byId(data?.posts),
      roles: byId(data?.roles),
    };
    return {
      organisation: data,
      nameOf: (field: string, id: string): string | undefined =>
        Object.hasOwn(tables, field) ? tables[field as keyof typeof tables].get(id)?.name[locale] : undefined,
    };
  }, [data, locale]);
}

const byId = <T extends { readonly id: string }>(list: readonly T[] = []) =>
  new Map(list.map((one) => [one.id, one]));
