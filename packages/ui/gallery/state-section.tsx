import type { ReactNode } from 'react';
import {
  Button,
  EmptyState,
  ErrorState,
  Flex,
  formatDate,
  formatDateTime,
  List,
  LoadingState,
  StatusTag,
  Urgency,
  urgencyLevels,
  useUi,
} from '../src/index.ts';
import { Panel } from '../src/site/index.ts';
import { pick, todos } from './gallery-data.ts';

export function StateSection(): ReactNode {
  const { locale } = useUi();
  const say = (zh: string, en: string) => pick(locale, [zh, en]);
  return (
    <>
      <Panel title={say('统一待办', 'Tasks')} extra={<Button type="link">{say('更多', 'More')}</Button>}>
        <List
          label={say('待办', 'Tasks')}
          items={todos}
          itemKey={(todo) => todo.id}
          renderItem={(todo) => ({
            title: pick(locale, todo.title),
            meta: pick(locale, todo.from),
            prefix: <Urgency level={todo.urgency} />,
            extra: formatDate(todo.due),
            href: `#todo-${todo.id}`,
            strong: todo.id !== 3,
          })}
        />
      </Panel>
      <Panel title={say('状态', 'States')}>
        <Flex gap={8} wrap>
          {urgencyLevels.map((level) => (
            <Urgency key={level} level={level} />
          ))}
          <StatusTag tone="success">{say('已支付', 'Paid')}</StatusTag>
          <StatusTag tone="info">{say('审核中', 'In review')}</StatusTag>
          <StatusTag tone="danger">{say('被退回', 'Returned')}</StatusTag>
          <StatusTag>{say('草稿', 'Draft')}</StatusTag>
          <span>{formatDate('2024-07-31', { style: 'document', locale })}</span>
          <span>{formatDateTime(1722405900000, { locale })}</span>
        </Flex>
      </Panel>
      <Flex wrap gap="0 16px">
        <Third>
          <EmptyState
            text={say('暂无待办数据', 'No tasks')}
            hint={say('新的待办会自动出现', 'New ones appear by themselves')}
          />
        </Third>
        <Third>
          <ErrorState
            problem={{
              title: say('服务暂时不可用', 'Service unavailable'),
              detail: say(
                '支付申请系统没有应答，请稍后重试。',
                'The payment system did not answer. Try again later.',
              ),
              status: 503,
            }}
            reference="01JC8Y2M4QK7"
            onRetry={() => {}}
          />
        </Third>
        <Third>
          <LoadingState lines={5} />
        </Third>
      </Flex>
    </>
  );
}

function Third({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div style={{ flex: '1 1 280px', minWidth: 0 }}>
      <Panel>{children}</Panel>
    </div>
  );
}
