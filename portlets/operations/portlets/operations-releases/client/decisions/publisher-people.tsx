import { useAction, useLocale, useMessages, usePortlet, useResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import type { DirectoryPerson, OperatedPublisher, Proposal, PublisherPerson } from '@yimen/shell-contract';
import { Button, ErrorState, Form, LoadingState, Modal, Select } from '@yimen/ui';
import { type ReactNode, useState } from 'react';
import common from '../../../../common/common.module.css';
import { ProblemAlert } from '../../../../common/problem-alert.tsx';
import { decisionMessages } from './decision-messages.ts';

type Props = { readonly publisher: string; readonly isOperator: boolean };

/** Who stands for the publisher of a module, and changing that. */
export function PublisherPeople({ publisher, isOperator }: Props): ReactNode {
  const text = useMessages(decisionMessages);
  const { data, problem } = useResource<OperatedPublisher[]>('publishers');
  const [isChanging, setChanging] = useState(false);
  if (!data) return <ProblemAlert problem={problem} title={text.peopleLabel} />;
  const people = data.find((one) => one.publisher === publisher)?.people ?? [];
  return (
    <div className={common.actions}>
      <span>
        {text.peopleLabel} {people.map(({ name }) => name).join('、') || text.nobody}
      </span>
      {isOperator && (
        <Button
          size="small"
          type="link"
          aria-label={`${text.change} ${text.peopleLabel}`}
          onClick={() => setChanging(true)}
        >
          {text.change}
        </Button>
      )}
      {isChanging && (
        <PeopleDialog publisher={publisher} people={people} onClose={() => setChanging(false)} />
      )}
    </div>
  );
}

type DialogProps = {
  readonly publisher: string;
  readonly people: readonly PublisherPerson[];
  readonly onClose: () => void;
};

function PeopleDialog({ publisher, people, onClose }: DialogProps): ReactNode {
  const text = useMessages(decisionMessages);
  const locale = useLocale();
  const { resources, notices } = usePortlet();
  const operators = useResource<DirectoryPerson[]>('operators');
  const [chosen, setChosen] = useState(people.map(({ sub }) => sub));
  const names = new Map([
    ...people.map(({ sub, name }) => [sub, name] as const),
    ...(operators.data ?? []).map(({ sub, name }) => [sub, name[locale]] as const),
  ]);
  const save = useAction(async () => {
    const proposal = await resources.send<Proposal | undefined>(
      'PUT',
      `/api/operations/publishers/${encodeURIComponent(publisher)}/policy`,
      { people: chosen.map((sub) => ({ sub, name: names.get(sub) ?? sub })) },
    );
    notices.success(proposal ? text.proposed : text.saved);
    await resources.refresh('publishers', 'proposals', 'trail');
    return true;
  });
  return (
    <Modal
      open
      title={text.peopleTitle(publisher)}
      okText={text.save}
      cancelText={text.cancel}
      okButtonProps={{ loading: save.isRunning, disabled: !operators.data }}
      onOk={() => void save.run().then((isDone) => isDone && onClose())}
      onCancel={onClose}
    >
      <p>{text.peopleHint}</p>
      {operators.isLoading && <LoadingState lines={2} />}
      {!operators.isLoading && !operators.data && (
        <ErrorState
          problem={shownProblem(operators.problem, locale)}
          onRetry={operators.refresh}
          isRetrying={operators.isRefreshing}
        />
      )}
      {operators.data && (
        <Form layout="vertical">
          <Form.Item label={text.peopleLabel} htmlFor="publisher-people">
            <Select
              id="publisher-people"
              mode="multiple"
              optionFilterProp="label"
              value={chosen}
              onChange={setChosen}
              options={[...names].map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
        </Form>
      )}
      <ProblemAlert problem={save.problem} />
    </Modal>
  );
}
