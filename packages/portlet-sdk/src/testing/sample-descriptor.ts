import type { PortletDescriptor } from '../descriptor/index.ts';

/**
 * A descriptor that uses every part of the contract, for tests of containers and registries.
 *
 * @param overrides members to replace; `undefined` removes one
 * @returns a new descriptor, valid as long as the overrides are
 */
export function sampleDescriptor(
  overrides: { [K in keyof PortletDescriptor]?: PortletDescriptor[K] | undefined } = {},
): PortletDescriptor {
  const sample = {
    name: 'sample',
    version: '1.0.0',
    sdk: '^0.1.0',
    title: { 'zh-CN': '示例', 'en-US': 'Sample' },
    description: { 'zh-CN': '用于测试的组件', 'en-US': 'A portlet for tests' },
    category: 'tools',
    modes: ['view', 'edit', 'help'],
    windowStates: ['normal', 'maximized', 'minimized'],
    preferences: {
      pageSize: {
        type: 'integer',
        minimum: 1,
        maximum: 50,
        default: 10,
        'x-label': { 'zh-CN': '每页条数', 'en-US': 'Rows per page' },
      },
      moneyUnit: {
        type: 'string',
        enum: ['yuan', 'ten-thousand-yuan'],
        default: 'yuan',
        'x-label': { 'zh-CN': '金额单位', 'en-US': 'Unit of money' },
        'x-enum-labels': [
          { 'zh-CN': '元', 'en-US': 'yuan' },
          { 'zh-CN': '万元', 'en-US': '10,000 yuan' },
        ],
      },
      source: {
        type: 'string',
        default: '',
        readOnly: true,
        'x-label': { 'zh-CN': '数据来源', 'en-US': 'Source' },
      },
    },
    publicRenderParameters: [
      {
        name: 'unit',
        title: { 'zh-CN': '预算单位', 'en-US': 'Budget unit' },
        schema: { type: 'string', pattern: '^[a-z-]{1,32}$' },
      },
    ],
    renderParameters: [
      {
        name: 'page',
        title: { 'zh-CN': '页码', 'en-US': 'Page' },
        schema: { type: 'string', pattern: '^[1-9][0-9]{0,5}$' },
      },
    ],
    events: {
      publishes: [
        {
          name: 'unit.picked',
          schema: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
        },
      ],
      consumes: [{ name: 'row.picked', schema: { type: 'string', minLength: 1 } }],
    },
    resources: {
      items: {
        path: '/api/items',
        query: {
          size: { from: 'preference', name: 'pageSize' },
          unit: { from: 'render-parameter', name: 'unit' },
          page: { from: 'render-parameter', name: 'page' },
          state: { from: 'constant', value: 'open' },
        },
        prefetch: true,
        topics: ['sample.changed'],
      },
    },
    service: { audience: 'urn:yimen:service:sample', scopes: ['sample:read'] },
    size: { columns: 6, rows: 8, minColumns: 3, minRows: 4 },
    help: { 'zh-CN': '这是帮助。', 'en-US': 'This is help.' },
    ...overrides,
  };
  // Members that were taken away by an override with undefined are absent, as in a file.
  return JSON.parse(JSON.stringify(sample)) as PortletDescriptor;
}
