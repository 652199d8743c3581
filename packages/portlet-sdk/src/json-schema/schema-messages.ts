import type { Locale } from '../descriptor/portlet-descriptor.ts';

type Texts = Readonly<Record<Locale, (limit: string) => string>>;

const text = (zh: (limit: string) => string, en: (limit: string) => string): Texts => ({
  'zh-CN': zh,
  'en-US': en,
});

const typeNames: Readonly<Record<string, string>> = {
  string: '文字',
  integer: '整数',
  number: '数字',
  boolean: '是或否',
  array: '列表',
  object: '对象',
  null: '空',
};

const chineseType = (limit: string) =>
  limit
    .split(' or ')
    .map((name) => typeNames[name] ?? name)
    .join('或');

/** What a person reads when a value does not fit a keyword of its schema. */
export const schemaMessages = {
  type: text(
    (limit) => `应为${chineseType(limit)}`,
    (limit) => `must be ${limit}`,
  ),
  enum: text(
    (limit) => `只能是以下之一：${limit}`,
    (limit) => `must be one of ${limit}`,
  ),
  const: text(
    (limit) => `只能是 ${limit}`,
    (limit) => `must be ${limit}`,
  ),
  pattern: text(
    (limit) => `格式不符：${limit}`,
    (limit) => `must match ${limit}`,
  ),
  minLength: text(
    (limit) => `至少 ${limit} 个字符`,
    (limit) => `must have at least ${limit} characters`,
  ),
  maxLength: text(
    (limit) => `最多 ${limit} 个字符`,
    (limit) => `must have at most ${limit} characters`,
  ),
  minimum: text(
    (limit) => `不能小于 ${limit}`,
    (limit) => `must be at least ${limit}`,
  ),
  maximum: text(
    (limit) => `不能大于 ${limit}`,
    (limit) => `must be at most ${limit}`,
  ),
  exclusiveMinimum: text(
    (limit) => `必须大于 ${limit}`,
    (limit) => `must be more than ${limit}`,
  ),
  exclusiveMaximum: text(
    (limit) => `必须小于 ${limit}`,
    (limit) => `must be less than ${limit}`,
  ),
  multipleOf: text(
    (limit) => `必须是 ${limit} 的倍数`,
    (limit) => `must be a multiple of ${limit}`,
  ),
  minItems: text(
    (limit) => `至少 ${limit} 项`,
    (limit) => `must have at least ${limit} items`,
  ),
  maxItems: text(
    (limit) => `最多 ${limit} 项`,
    (limit) => `must have at most ${limit} items`,
  ),
  uniqueItems: text(
    () => '有重复项',
    () => 'must not have equal items',
  ),
  minProperties: text(
    (limit) => `至少 ${limit} 个属性`,
    (limit) => `must have at least ${limit} members`,
  ),
  required: text(
    (limit) => `缺少 ${limit}`,
    (limit) => `is missing ${limit}`,
  ),
  additionalProperties: text(
    () => '未声明的内容',
    () => 'is not known here',
  ),
  propertyNames: text(
    (limit) => `名称不合规定：${limit}`,
    (limit) => `has a name that is not allowed: ${limit}`,
  ),
} as const satisfies Record<string, Texts>;

/** A keyword that can be broken. */
export type SchemaKeyword = keyof typeof schemaMessages;
