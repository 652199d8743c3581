import schema from '../../portlet.schema.json' with { type: 'json' };
import type { JsonSchema } from './portlet-descriptor.ts';

/** JSON Schema of `portlet.json`; published as `@yimen/portlet-sdk/portlet.schema.json`, for editors too. */
export const descriptorSchema: JsonSchema = schema;
