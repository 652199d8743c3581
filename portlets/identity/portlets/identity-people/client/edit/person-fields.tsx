import { useMessages } from '@yimen/portlet-sdk';
import { Form, Input, InputNumber, Radio } from '@yimen/ui';
import type { ReactNode } from 'react';
import { PostSelect, UnitSelect } from '../place-selects.tsx';
import styles from './edit-page.module.css';
import { formMessages } from './form-messages.ts';
import type { PersonValues } from './person-values.ts';

/** Name, user name, unit, post, how to reach her. */
export function PersonFields(): ReactNode {
  return (
    <div className={styles.fields}>
      <NameFields />
      <PlaceFields />
      <ContactFields />
    </div>
  );
}

function NameFields(): ReactNode {
  const text = useMessages(formMessages);
  const needed = { required: true, whitespace: true, message: text.required };
  const long = { max: 200, message: text.tooLong(200) };
  return (
    <>
      <Form.Item<PersonValues> name={['name', 'zh-CN']} label={text.nameZh} rules={[needed, long]}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item<PersonValues> name={['name', 'en-US']} label={text.nameEn} rules={[long]}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item<PersonValues>
        name="username"
        label={text.username}
        extra={text.usernameHint}
        rules={[
          needed,
          { max: 64, message: text.tooLong(64) },
          { pattern: /^[^\s/\\<>"']*$/u, message: text.usernameForm },
        ]}
      >
        <Input autoComplete="off" />
      </Form.Item>
    </>
  );
}

function PlaceFields(): ReactNode {
  const text = useMessages(formMessages);
  return (
    <>
      <Form.Item<PersonValues> name="unitId" label={text.unit}>
        <UnitSelect placeholder={text.choose} />
      </Form.Item>
      <Form.Item<PersonValues> name="postId" label={text.post}>
        <PostSelect placeholder={text.choose} />
      </Form.Item>
      <Form.Item<PersonValues>
        name="sortOrder"
        label={text.sortOrder}
        rules={[{ type: 'integer', min: 0, max: 1_000_000, message: text.sortWrong }]}
      >
        <InputNumber style={{ width: '100%' }} />
      </Form.Item>
    </>
  );
}

function ContactFields(): ReactNode {
  const text = useMessages(formMessages);
  const most = (max: number) => [{ max, message: text.tooLong(max) }];
  return (
    <>
      <Form.Item<PersonValues> name="officePhone" label={text.officePhone} rules={most(40)}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item<PersonValues> name="mobilePhone" label={text.mobilePhone} rules={most(40)}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item<PersonValues> name="room" label={text.room} rules={most(80)}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item<PersonValues>
        name="email"
        label={text.email}
        rules={[{ type: 'email', message: text.emailWrong }, ...most(200)]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item<PersonValues> name="locale" label={text.language}>
        <Radio.Group
          options={[
            { value: 'zh-CN', label: text.chinese },
            { value: 'en-US', label: text.english },
          ]}
        />
      </Form.Item>
    </>
  );
}
