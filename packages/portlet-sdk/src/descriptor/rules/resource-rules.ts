import type { FieldError } from '@yimen/problem';
import { pointerStep } from '../../json-schema/check-value.ts';
import type { PortletDescriptor, QuerySource, ResourceDeclaration } from '../portlet-descriptor.ts';
import type { DescriptorRule } from './descriptor-rule.ts';

function sourceMistake(descriptor: PortletDescriptor, source: QuerySource): string | undefined {
  if (source.from === 'constant') return undefined;
  if (source.from === 'preference') {
    const isKnown = Object.hasOwn(descriptor.preferences ?? {}, source.name);
    return isKnown ? undefined : `preference "${source.name}" is not declared`;
  }
  const declared = [...(descriptor.publicRenderParameters ?? []), ...(descriptor.renderParameters ?? [])];
  const isKnown = declared.some(({ name }) => name === source.name);
  return isKnown ? undefined : `render parameter "${source.name}" is not declared`;
}

function queryMistakes(
  descriptor: PortletDescriptor,
  resource: ResourceDeclaration,
  pointer: string,
): FieldError[] {
  return Object.entries(resource.query ?? {}).flatMap(([key, source]) => {
    const detail = sourceMistake(descriptor, source);
    return detail ? [{ pointer: `${pointer}/query${pointerStep(key)}/name`, detail }] : [];
  });
}

/** Resources need a service, and their query comes from what is declared. */
export const resourceRules: DescriptorRule = (descriptor) =>
  Object.entries(descriptor.resources ?? {}).flatMap(([name, resource]) => {
    const pointer = `/resources${pointerStep(name)}`;
    const errors = queryMistakes(descriptor, resource, pointer);
    if (descriptor.service) return errors;
    errors.push({ pointer, detail: 'needs "service": nothing can answer it' });
    if (resource.prefetch) {
      errors.push({ pointer: `${pointer}/prefetch`, detail: 'cannot be prefetched without "service"' });
    }
    return errors;
  });
