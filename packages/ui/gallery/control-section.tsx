import { type ReactNode, useState } from 'react';
import { DatePicker, RangePicker } from '../src/date-picker/index.ts';
import { SearchOutlined, UploadOutlined } from '../src/icons/index.ts';
import {
  Alert,
  Avatar,
  Badge,
  Button,
  Checkbox,
  Descriptions,
  Flex,
  Form,
  Input,
  InputNumber,
  Money,
  PaceProgress,
  Pagination,
  Progress,
  Radio,
  Segmented,
  Select,
  Space,
  Steps,
  Switch,
  Tag,
  Timeline,
  Upload,
  useUi,
} from '../src/index.ts';
import { Panel } from '../src/site/index.ts';
import { Tree, TreeSelect } from '../src/tree/index.ts';
import { pick } from './gallery-data.ts';

export function ControlSection(): ReactNode {
  const { locale } = useUi();
  const say = (zh: string, en: string) => pick(locale, [zh, en]);
  return (
    <>
      <Panel title={say('表单', 'Form')}>
        <RequestForm say={say} />
      </Panel>
      <Panel title={say('单据', 'Document')}>
        <DocumentParts say={say} />
      </Panel>
    </>
  );
}

type Say = { readonly say: (zh: string, en: string) => string };

function RequestForm({ say }: Say): ReactNode {
  const [day, setDay] = useState<string | null>('2026-06-18');
  const tree = [
    {
      value: 'bureau',
      key: 'bureau',
      title: say('示范市财政局', 'Finance Bureau'),
      children: [{ value: 'budget', key: 'budget', title: say('预算科', 'Budget Section') }],
    },
  ];
  return (
    <Form layout="vertical" initialValues={{ purpose: '校舍维修', kind: 'direct', day: '2026-06-18' }}>
      <Flex wrap gap="0 20px">
        <Form.Item name="purpose" label={say('资金用途', 'Purpose')} required>
          <Input style={{ width: 260 }} prefix={<SearchOutlined />} />
        </Form.Item>
        <Form.Item
          label={say('金额', 'Amount')}
          validateStatus="error"
          help={say('超过可用额度', 'Over the quota')}
        >
          <InputNumber style={{ width: 180 }} defaultValue={128000.5} precision={2} />
        </Form.Item>
        <Form.Item name="day" label={say('申请日期', 'Date')}>
          <DatePicker />
        </Form.Item>
        <Form.Item label={say('期间', 'Period')}>
          <RangePicker value={['2026-01-01', '2026-06-30']} />
        </Form.Item>
        <Form.Item label={say('月份', 'Month')}>
          <DatePicker picker="month" value={day} onChange={setDay} />
        </Form.Item>
        <Form.Item name="kind" label={say('支付方式', 'Method')}>
          <Radio.Group
            options={[
              { value: 'direct', label: say('直接支付', 'Direct') },
              { value: 'granted', label: say('授权支付', 'Granted') },
            ]}
          />
        </Form.Item>
        <Form.Item label={say('科目', 'Subject')}>
          <Select style={{ width: 200 }} placeholder={say('请选择', 'Choose')} options={[]} />
        </Form.Item>
        <Form.Item label={say('科室', 'Section')}>
          <TreeSelect style={{ width: 200 }} treeData={tree} defaultValue="budget" treeDefaultExpandAll />
        </Form.Item>
        <Form.Item label={say('附件', 'Attachments')}>
          <Upload fileList={[{ uid: '1', name: say('合同扫描件.pdf', 'contract.pdf'), status: 'done' }]}>
            <Button icon={<UploadOutlined />}>{say('上传', 'Upload')}</Button>
          </Upload>
        </Form.Item>
        <Form.Item label={say('选项', 'Options')}>
          <Space>
            <Checkbox defaultChecked>{say('加急', 'Expedite')}</Checkbox>
            <Switch defaultChecked aria-label={say('短信提醒', 'Text message')} />
          </Space>
        </Form.Item>
        <Tree treeData={tree} defaultExpandAll />
      </Flex>
      <Space wrap>
        <Button type="primary">{say('送审', 'Submit')}</Button>
        <Button>{say('保存', 'Save')}</Button>
        <Button danger>{say('退回', 'Return')}</Button>
        <Button type="link">{say('查看详情', 'Details')}</Button>
        <Button type="text">{say('重置', 'Reset')}</Button>
        <Button disabled>{say('打印', 'Print')}</Button>
        <Button loading>{say('查询', 'Search')}</Button>
      </Space>
    </Form>
  );
}

function DocumentParts({ say }: Say): ReactNode {
  return (
    <Flex vertical gap={16}>
      <Alert
        showIcon
        type="warning"
        title={say('本月额度已使用 92%', '92% of the quota of this month is used')}
      />
      <Steps
        size="small"
        current={2}
        items={['草稿 Draft', '送审 Submitted', '审核 Review', '支付 Paid'].map((both) => {
          const [zh = '', en = ''] = both.split(' ');
          return { title: say(zh, en) };
        })}
      />
      <Descriptions
        size="small"
        bordered
        column={{ xs: 1, sm: 2 }}
        items={[
          { key: 'n', label: say('单据编号', 'Number'), children: 'ZF2026-0618-0042' },
          {
            key: 'a',
            label: say('申请金额', 'Amount'),
            children: <Money value="128000050" strong showUnit />,
          },
          { key: 'u', label: say('预算单位', 'Unit'), children: say('市教育局', 'Education Bureau') },
          {
            key: 'e',
            label: say('年累计', 'This year'),
            children: <Money value="2103845678050" unit="万元" showUnit />,
          },
        ]}
      />
      <Flex gap={32} wrap align="center">
        <div style={{ width: 280 }}>
          <PaceProgress value={0.4646} pace={0.5} label={say('市教育局', 'Education Bureau')} />
        </div>
        <div style={{ width: 280 }}>
          <PaceProgress value={0.632} pace={0.5} label={say('市科学技术局', 'Science Bureau')} />
        </div>
        <div style={{ width: 180 }}>
          <Progress percent={62} size="small" />
        </div>
      </Flex>
      <Flex gap={16} wrap align="center">
        <Badge count={12}>
          <Avatar shape="square">{say('王', 'W')}</Avatar>
        </Badge>
        <Tag>{say('一般公共预算', 'General budget')}</Tag>
        <Tag color="blue">{say('新', 'New')}</Tag>
        <Segmented options={[say('按单位', 'By unit'), say('按科目', 'By subject')]} />
        <Pagination size="small" total={85} />
      </Flex>
      <Timeline
        titleSpan="140px"
        items={[
          { title: '2026-06-18 09:12', content: say('张伟 送审', 'Zhang Wei submitted'), color: 'blue' },
          { title: '2026-06-18 10:40', content: say('王芳 审核通过', 'Wang Fang approved'), color: 'green' },
        ]}
      />
    </Flex>
  );
}
