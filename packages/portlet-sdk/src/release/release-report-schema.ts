import type { JsonSchema } from '../descriptor/portlet-descriptor.ts';

const text = (maxLength: number): JsonSchema => ({ type: 'string', minLength: 1, maxLength });

/** JSON Schema of a conformance kit's report on one release. */
export const releaseReportSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['kit', 'kitVersion', 'portlet', 'version', 'manifestSha384', 'startedAt', 'durationMs', 'cases'],
  properties: {
    kit: { const: 'portlet-tck' },
    kitVersion: text(64),
    portlet: text(64),
    version: text(64),
    manifestSha384: { type: 'string', pattern: '^[A-Za-z0-9+/]{64}$' },
    startedAt: { type: 'integer', minimum: 0 },
    durationMs: { type: 'integer', minimum: 0 },
    cases: {
      type: 'array',
      minItems: 1,
      maxItems: 500,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'title', 'outcome'],
        properties: {
          id: { type: 'string', pattern: '^R[0-9]{1,4}$' },
          title: text(300),
          outcome: { enum: ['passed', 'failed', 'skipped'] },
          detail: { type: 'string', maxLength: 4000 },
        },
      },
    },
  },
};
