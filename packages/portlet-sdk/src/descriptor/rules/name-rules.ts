import type { FieldError } from '@yimen/problem';
import type { DescriptorRule } from './descriptor-rule.ts';

/** Query parameters of a page's URL that belong to the shell. */
const shellParameters = ['max', 'dev', 'safe', 'only'];

function duplicates(list: readonly { readonly name: string }[] | undefined, pointer: string): FieldError[] {
  const all = list ?? [];
  return all.flatMap(({ name }, index) =>
    all.findIndex((other) => other.name === name) < index
      ? [{ pointer: `${pointer}/${index}/name`, detail: `"${name}" is declared twice` }]
      : [],
  );
}

/** Names declared twice, and names that the shell needs for itself. */
export const nameRules: DescriptorRule = (descriptor) => {
  const { publicRenderParameters = [], renderParameters = [], events } = descriptor;
  const both = renderParameters.flatMap(({ name }, index) =>
    publicRenderParameters.some((shared) => shared.name === name)
      ? [{ pointer: `/renderParameters/${index}/name`, detail: `"${name}" is public already` }]
      : [],
  );
  const reserved = publicRenderParameters.flatMap(({ name }, index) =>
    shellParameters.includes(name)
      ? [{ pointer: `/publicRenderParameters/${index}/name`, detail: `"${name}" is reserved for the shell` }]
      : [],
  );
  return [
    ...duplicates(publicRenderParameters, '/publicRenderParameters'),
    ...duplicates(renderParameters, '/renderParameters'),
    ...both,
    ...reserved,
    ...duplicates(events?.publishes, '/events/publishes'),
    ...duplicates(events?.consumes, '/events/consumes'),
  ];
};
