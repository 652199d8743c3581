import { type ReactNode, useState } from 'react';
import {
  Button,
  Drawer,
  Dropdown,
  Flex,
  Form,
  Input,
  Modal,
  Popconfirm,
  Tooltip,
  useMessage,
  useModal,
  useUi,
} from '../src/index.ts';
import { Panel } from '../src/site/index.ts';
import { pick } from './gallery-data.ts';

export function PopUpSection({ open }: { readonly open: string | null }): ReactNode {
  const { locale } = useUi();
  const [shown, setShown] = useState(open);
  const [messages, messageHolder] = useMessage();
  const [dialogs, dialogHolder] = useModal();
  const say = (zh: string, en: string) => pick(locale, [zh, en]);
  const close = () => setShown(null);
  return (
    <Panel title={say('弹出', 'Pop-ups')}>
      {messageHolder}
      {dialogHolder}
      <Flex gap={8} wrap>
        <Button onClick={() => setShown('modal')}>{say('退回…', 'Return…')}</Button>
        <Button onClick={() => setShown('drawer')}>{say('详情…', 'Details…')}</Button>
        <Button onClick={() => void messages.success(say('已保存', 'Saved'))}>{say('保存', 'Save')}</Button>
        <Button onClick={() => void dialogs.confirm({ title: say('删除此单据？', 'Delete this document?') })}>
          {say('删除', 'Delete')}
        </Button>
        <Popconfirm title={say('确定撤销？', 'Withdraw?')}>
          <Button>{say('撤销', 'Withdraw')}</Button>
        </Popconfirm>
        <Tooltip title={say('打印本页', 'Print this page')}>
          <Button>{say('打印', 'Print')}</Button>
        </Tooltip>
        <Dropdown
          menu={{
            items: [
              { key: 'x', label: 'Excel' },
              { key: 'p', label: 'PDF' },
            ],
          }}
          trigger={['click']}
        >
          <Button>{say('导出', 'Export')}</Button>
        </Dropdown>
      </Flex>
      <Modal
        title={say('退回支付申请', 'Return the request')}
        open={shown === 'modal'}
        onOk={close}
        onCancel={close}
      >
        <Form layout="vertical">
          <Form.Item label={say('退回原因', 'Reason')} required>
            <Input.TextArea rows={3} />
          </Form.Item>
        </Form>
      </Modal>
      <Drawer title={say('单据详情', 'Document')} open={shown === 'drawer'} onClose={close}>
        ZF2026-0618-0042
      </Drawer>
    </Panel>
  );
}
