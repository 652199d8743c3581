import { Form, Input, Radio, Select } from '@yimen/ui';
import type { ReactNode } from 'react';
import {
  economicSubjects,
  type FormOptions,
  type LocalizedText,
  paymentMethods,
  settlementMethods,
  threePublicKinds,
} from '../../contract/index.ts';
import { useTexts } from '../texts/site-texts.ts';
import type { FormField } from './form-values.ts';

type FieldProps = {
  readonly name: FormField;
  readonly label: string;
  readonly children: ReactNode;
  readonly wide?: boolean;
};

function Field({ name, label, children, wide }: FieldProps): ReactNode {
  return (
    <Form.Item name={name} label={label} required {...(wide ? { className: 'pay-wide' } : {})}>
      {children}
    </Form.Item>
  );
}

function options(list: Readonly<Record<string, LocalizedText>>, locale: keyof LocalizedText) {
  return Object.entries(list).map(([value, name]) => ({ value, label: name[locale] }));
}

/** What is paid for, out of which project. */
export function PaymentFields({ options: given }: { readonly options: FormOptions }): ReactNode {
  const texts = useTexts();
  const { locale } = texts;
  const projects = given.projects.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
  const economic = Object.entries(economicSubjects).map(([code, name]) => ({
    value: code,
    label: `${code} ${name[locale]}`,
  }));
  return (
    <div className="pay-form-grid">
      <Field name="projectCode" label={texts.project}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={texts.chooseProject}
          options={projects}
        />
      </Field>
      <Field name="amount" label={texts.amountYuan}>
        <Input inputMode="decimal" placeholder="0.00" />
      </Field>
      <Field name="purpose" label={texts.purpose} wide>
        <Input.TextArea rows={2} maxLength={200} showCount />
      </Field>
      <Field name="economicCode" label={texts.economic}>
        <Select showSearch={{ optionFilterProp: 'label' }} placeholder={texts.choose} options={economic} />
      </Field>
      <Field name="threePublic" label={texts.threePublic}>
        <Select options={options(threePublicKinds, locale)} />
      </Field>
      <Field name="paymentMethod" label={texts.paymentMethod}>
        <Select options={options(paymentMethods, locale)} />
      </Field>
      <Field name="settlementMethod" label={texts.settlementMethod}>
        <Select options={options(settlementMethods, locale)} />
      </Field>
      <Field name="isProcurement" label={texts.isProcurement}>
        <YesNo />
      </Field>
      <Field name="isDirectFund" label={texts.isDirectFund}>
        <YesNo />
      </Field>
    </div>
  );
}

type YesNoProps = {
  readonly value?: boolean;
  readonly onChange?: (value: boolean) => void;
  readonly id?: string;
};

/** 是 or 否. Antd's form hands value, onChange and id to it. */
function YesNo({ value, onChange, id }: YesNoProps): ReactNode {
  const texts = useTexts();
  return (
    <Radio.Group
      {...(id === undefined ? {} : { id })}
      value={value}
      onChange={(event) => onChange?.(event.target.value)}
      options={[
        { value: true, label: texts.yes },
        { value: false, label: texts.no },
      ]}
    />
  );
}

/** To whom. */
export function PayeeFields(): ReactNode {
  const texts = useTexts();
  return (
    <div className="pay-form-grid">
      <Field name="payeeName" label={texts.name}>
        <Input maxLength={100} />
      </Field>
      <Field name="payeeAccount" label={texts.account}>
        <Input inputMode="numeric" maxLength={48} autoComplete="off" />
      </Field>
      <Field name="payeeBank" label={texts.bank} wide>
        <Input maxLength={100} />
      </Field>
    </div>
  );
}

/** Whom to ask. */
export function ContactFields(): ReactNode {
  const texts = useTexts();
  return (
    <div className="pay-form-grid">
      <Field name="contactName" label={texts.contactName}>
        <Input maxLength={30} />
      </Field>
      <Field name="contactPhone" label={texts.contactPhone}>
        <Input inputMode="tel" maxLength={20} />
      </Field>
    </div>
  );
}
