import type { JsonValue, LocalizedText } from '@yimen/portlet-sdk';
import { checkValue, type PreferenceSchema } from '@yimen/portlet-sdk/descriptor';
import { Form, Input, InputNumber, Select, Switch } from '@yimen/ui';
import type { ReactNode } from 'react';
import { useShellLocale } from '../../app/shell-services.ts';

type FieldProps = {
  readonly name: string;
  readonly schema: PreferenceSchema;
  readonly isReadOnly: boolean;
};

/** One setting: label, control and validation from its schema. */
export function PreferenceField({ name, schema, isReadOnly }: FieldProps): ReactNode {
  const locale = useShellLocale();
  const validator = async (_rule: unknown, value: JsonValue | undefined) => {
    const [mistake] = checkValue(schema, value ?? null, { locale });
    if (mistake) throw new Error(mistake.detail);
  };
  return (
    <Form.Item
      name={name}
      label={schema['x-label'][locale]}
      extra={schema['x-help']?.[locale]}
      rules={isReadOnly ? [] : [{ validator }]}
      {...(schema.type === 'boolean' && { valuePropName: 'checked' })}
    >
      {control(schema, isReadOnly, locale)}
    </Form.Item>
  );
}

function control(schema: PreferenceSchema, disabled: boolean, locale: keyof LocalizedText): ReactNode {
  const minimum = typeof schema.minimum === 'number' ? schema.minimum : undefined;
  const maximum = typeof schema.maximum === 'number' ? schema.maximum : undefined;
  const width = { width: '100%' };
  if (schema.type === 'boolean') return <Switch disabled={disabled} />;
  if (schema.type === 'array') {
    const options = enumOptions(asSchema(schema.items)?.enum, schema['x-enum-labels'], locale);
    return <Select mode={options.length > 0 ? 'multiple' : 'tags'} options={options} disabled={disabled} />;
  }
  if (Array.isArray(schema.enum)) {
    return <Select options={enumOptions(schema.enum, schema['x-enum-labels'], locale)} disabled={disabled} />;
  }
  if (schema.type === 'string') return <Input disabled={disabled} />;
  const bounds = {
    ...(minimum !== undefined && { min: minimum }),
    ...(maximum !== undefined && { max: maximum }),
  };
  return (
    <InputNumber
      style={width}
      // Arrow keys step as well; antd names the two small buttons in English.
      controls={false}
      disabled={disabled}
      {...bounds}
      {...(schema.type === 'integer' && { precision: 0 })}
    />
  );
}

function enumOptions(
  allowed: unknown,
  labels: readonly LocalizedText[] | undefined,
  locale: keyof LocalizedText,
): { value: string | number; label: string }[] {
  const values: unknown[] = Array.isArray(allowed) ? allowed : [];
  return values
    .filter((value): value is string | number => typeof value === 'string' || typeof value === 'number')
    .map((value, index) => ({ value, label: labels?.[index]?.[locale] ?? String(value) }));
}

function asSchema(value: unknown): { readonly enum?: unknown } | null {
  return typeof value === 'object' && value !== null ? value : null;
}
