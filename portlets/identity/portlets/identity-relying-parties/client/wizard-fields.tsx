import { useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import { Alert, Button, Checkbox, Form, Input, Radio, Select } from '@yimen/ui';
import { type ReactNode, useId } from 'react';
import { useOrganisation } from '../../../common/use-organisation.ts';
import type { GroupList } from '../../../contract/relying-party.ts';
import styles from './systems.module.css';
import { wizardMessages } from './wizard-messages.ts';
import { algorithmOf, frameworkIds, suggestedAddresses, type WizardValues } from './wizard-values.ts';

const Item = Form.Item<WizardValues>;

const isAddress = (value: string) => {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && !/[*#\s]/.test(value);
};

function useRules() {
  const text = useMessages(wizardMessages);
  const needed = { required: true, whitespace: true, message: text.required };
  const address = {
    validator: async (_rule: unknown, value: string | string[] | undefined) => {
      const all = [value ?? []].flat().filter((one) => one !== '');
      if (!all.every(isAddress)) throw new Error(text.badUrl);
    },
  };
  return { needed, address };
}

/** Step 1: what it is and what it is called. */
export function KindFields({ isNew }: { readonly isNew: boolean }): ReactNode {
  const text = useMessages(wizardMessages);
  const { needed } = useRules();
  const form = Form.useFormInstance<WizardValues>();
  return (
    <>
      {isNew && (
        <>
          <Item name="framework" label={text.kind}>
            <Select<string>
              onChange={(framework) => form.setFieldsValue({ idTokenAlg: algorithmOf(framework) })}
              options={frameworkIds.map((value) => ({
                value,
                label: value === 'program' ? text.programKind : text.frameworkOf(value),
              }))}
            />
          </Item>
          <Item
            name="clientId"
            label={text.clientId}
            extra={text.clientIdHint}
            rules={[needed, { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/, message: text.badId }]}
          >
            <Input maxLength={64} />
          </Item>
        </>
      )}
      <div className={styles.row}>
        <Item name="nameZh" label={text.nameZh} rules={[needed]}>
          <Input maxLength={200} />
        </Item>
        <Item name="nameEn" label={text.nameEn} rules={[needed]}>
          <Input maxLength={200} />
        </Item>
        <Item name="descriptionZh" label={text.descriptionZh}>
          <Input maxLength={1000} />
        </Item>
        <Item name="descriptionEn" label={text.descriptionEn}>
          <Input maxLength={1000} />
        </Item>
      </div>
      <Item name="contact" label={text.contact}>
        <Input maxLength={200} />
      </Item>
      <Item name="isListed" valuePropName="checked">
        <Checkbox>{text.isListed}</Checkbox>
      </Item>
      <Item name="isActive" valuePropName="checked">
        <Checkbox>{text.isActive}</Checkbox>
      </Item>
    </>
  );
}

/** Step 2: where it is and where the browser comes back to. */
export function AddressFields(): ReactNode {
  const text = useMessages(wizardMessages);
  const { notices } = usePortlet();
  const { address } = useRules();
  const form = Form.useFormInstance<WizardValues>();
  const framework = Form.useWatch('framework', form) ?? 'other';
  const isProgram = framework === 'program';
  const suggest = () => {
    const suggestion = suggestedAddresses(framework, form.getFieldValue('url') ?? '');
    if (suggestion) form.setFieldsValue(suggestion);
    else notices.info(text.suggestNeedsUrl);
  };
  const needsOne = {
    validator: async (_rule: unknown, value: string[] = []) => {
      if (!isProgram && value.length === 0) throw new Error(text.needsRedirect);
    },
  };
  const tags = { mode: 'tags' as const, tokenSeparators: [' ', '\n'], open: false, suffixIcon: null };
  return (
    <>
      <Item name="url" label={text.url} rules={[address]}>
        <Input maxLength={500} placeholder="https://" inputMode="url" />
      </Item>
      {!isProgram && framework !== 'other' && (
        <Item>
          <Button onClick={suggest}>{text.suggest}</Button>
        </Item>
      )}
      <Item
        name="redirectUris"
        label={text.redirectUris}
        extra={text.redirectHint}
        rules={[needsOne, address]}
      >
        <Select {...tags} />
      </Item>
      <Item name="postLogoutRedirectUris" label={text.postLogoutRedirectUris} rules={[address]}>
        <Select {...tags} />
      </Item>
    </>
  );
}

/** Step 3: who may use it. */
export function AudienceFields(): ReactNode {
  const text = useMessages(wizardMessages);
  const locale = useLocale();
  const { organisation } = useOrganisation();
  const groups = useResource<GroupList>('groups').data?.groups;
  const audience = Form.useWatch('audience');
  const choices = {
    units: organisation?.units,
    posts: organisation?.posts,
    roles: organisation?.roles,
    groups,
  };
  return (
    <>
      <Item name="audience" label={text.whoMayUse}>
        <Radio.Group
          options={[
            { value: 'everyone', label: text.everyone },
            { value: 'certain', label: text.certain },
          ]}
        />
      </Item>
      {audience === 'certain' && (
        <>
          <p>{text.whoHint}</p>
          {(['units', 'posts', 'roles', 'groups'] as const).map((name) => (
            <Item key={name} name={name} label={text[name]}>
              <Select
                mode="multiple"
                loading={choices[name] === undefined}
                showSearch={{ optionFilterProp: 'label' }}
                options={(choices[name] ?? []).map((one) => ({ value: one.id, label: one.name[locale] }))}
              />
            </Item>
          ))}
        </>
      )}
      <Alert type="info" showIcon title={text.requirementHint} />
    </>
  );
}

/** Step 4: sign-out, and what old systems need otherwise. */
export function ProtocolFields(): ReactNode {
  const text = useMessages(wizardMessages);
  const { needed, address } = useRules();
  const legacyId = useId();
  const methods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const;
  return (
    <>
      <Item
        name="backchannelLogoutUri"
        label={text.backchannel}
        extra={text.backchannelHint}
        rules={[address]}
      >
        <Input maxLength={500} placeholder="https://" inputMode="url" />
      </Item>
      <Item
        name="frontchannelLogoutUri"
        label={text.frontchannel}
        extra={text.frontchannelHint}
        rules={[address]}
      >
        <Input maxLength={500} placeholder="https://" inputMode="url" />
      </Item>
      <Item name="frontchannelLogoutSessionRequired" valuePropName="checked">
        <Checkbox>{text.frontchannelSession}</Checkbox>
      </Item>
      <div className={styles.row}>
        <Item name="tokenEndpointAuthMethod" label={text.method}>
          <Select options={methods.map((value) => ({ value, label: text.methodOf(value) }))} />
        </Item>
        <Item name="idTokenAlg" label={text.idTokenAlg}>
          <Select options={['ES256', 'RS256'].map((value) => ({ value, label: value }))} />
        </Item>
      </div>
      <Item name="scope" label={text.scope} rules={[needed]}>
        <Input maxLength={500} />
      </Item>
      <fieldset className={styles.switches} aria-labelledby={legacyId}>
        <div id={legacyId}>{text.legacy}</div>
        <Alert type="warning" showIcon title={text.legacyWarning} />
        <Item name="requirePkce" valuePropName="checked">
          <Checkbox>{text.requirePkce}</Checkbox>
        </Item>
        <Item name="rotateRefreshTokens" valuePropName="checked">
          <Checkbox>{text.rotate}</Checkbox>
        </Item>
        <Item name="claimsInIdToken" valuePropName="checked">
          <Checkbox>{text.claimsInIdToken}</Checkbox>
        </Item>
      </fieldset>
    </>
  );
}
