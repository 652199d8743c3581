import type { FieldError } from '@yimen/problem';
import type { PortletDescriptor } from '../portlet-descriptor.ts';

/** What the rules know besides the descriptor. */
export type RuleFacts = {
  /** Modes that the definition has code for; unknown where only the descriptor is at hand. */
  readonly modesWithCode?: readonly string[] | undefined;
};

/** A rule across fields. It sees only descriptors that fit the schema, and names every mistake of its kind. */
export type DescriptorRule = (descriptor: PortletDescriptor, facts: RuleFacts) => FieldError[];
