import { useMessages, usePortlet } from '@yimen/portlet-sdk';
import { Button, Modal, StatusTag } from '@yimen/ui';
import { type ReactNode, useId, useState } from 'react';
import common from '../../../common/common.module.css';
import { commonMessages } from '../../../common/common-messages.ts';
import { ProblemAlert } from '../../../common/problem-alert.tsx';
import { useAdminAction } from '../../../common/use-admin-action.ts';
import type { Policy, PolicyProfile } from '../../../contract/policy.ts';
import { policyMessages } from './policy-messages.ts';
import styles from './policy-view.module.css';
import { useProfileRules } from './use-profile-rules.ts';

type Props = { readonly policy: Policy; readonly mayChange: boolean };

/** The profiles beside each other, the one in force first; where they differ it says so. */
export function ProfileTable({ policy, mayChange }: Props): ReactNode {
  const text = useMessages(policyMessages);
  const heading = useId();
  const rules = useProfileRules();
  const [chosen, setChosen] = useState<PolicyProfile>();
  const isInForce = ({ id }: PolicyProfile) => id === policy.profile;
  const profiles = [...policy.profiles].sort((a, b) => Number(isInForce(b)) - Number(isInForce(a)));
  const columns = profiles.map((profile) => ({ profile, rules: rules(profile) }));
  const labels = columns[0]?.rules.map(([label]) => label) ?? [];
  return (
    <section aria-labelledby={heading}>
      <h4 className={styles.heading} id={heading}>
        {text.profiles}
      </h4>
      {/* Whoever may change nothing has nothing else to focus, and scrolls by keyboard too. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to take the focus (WCAG 2.1.1) */}
      <section className={styles.scroll} aria-labelledby={heading} tabIndex={0}>
        <table className={styles.table} aria-labelledby={heading}>
          <thead>
            <tr>
              <th scope="col">{text.rule}</th>
              {profiles.map((profile) => (
                <th scope="col" key={profile.id}>
                  <span className={styles.profile}>
                    {text.profile(profile.id)}
                    {isInForce(profile) && <StatusTag tone="success">{text.inForce}</StatusTag>}
                    {mayChange && !isInForce(profile) && (
                      <Button size="small" onClick={() => setChosen(profile)}>
                        {text.choose(text.profile(profile.id))}
                      </Button>
                    )}
                  </span>
                  <span className={common.quiet}>{text.profileHint(profile.id)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels.map((label, index) => (
              <Rule
                key={label}
                label={label}
                values={columns.map(({ rules: list }) => list[index]?.[1] ?? '')}
              />
            ))}
          </tbody>
        </table>
      </section>
      {chosen && <ChooseDialog policy={policy} profile={chosen} onClose={() => setChosen(undefined)} />}
    </section>
  );
}

function Rule({ label, values }: { readonly label: string; readonly values: readonly string[] }): ReactNode {
  const text = useMessages(policyMessages);
  const differs = new Set(values).size > 1;
  return (
    <tr>
      <th scope="row">
        {label} {differs && <StatusTag tone="caution">{text.differs}</StatusTag>}
      </th>
      {values.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns never move
        <td key={index} data-in-force={index === 0}>
          {value}
        </td>
      ))}
    </tr>
  );
}

type DialogProps = { readonly policy: Policy; readonly profile: PolicyProfile; readonly onClose: () => void };

function ChooseDialog({ policy, profile, onClose }: DialogProps): ReactNode {
  const text = useMessages(policyMessages);
  const words = useMessages(commonMessages);
  const { resources } = usePortlet();
  const save = useAdminAction(() => resources.refresh('policy'));
  const submit = async () => {
    const body = { profile: profile.id };
    const outcome = await save.run({ method: 'PUT', path: '/policy', body, revision: policy.revision });
    if (outcome) onClose();
  };
  return (
    <Modal
      open
      title={text.chooseTitle(text.profile(profile.id))}
      okText={text.submit}
      cancelText={words.cancel}
      okButtonProps={{ loading: save.isRunning }}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      <p>{text.chooseHint}</p>
      <ProblemAlert problem={save.problem} />
    </Modal>
  );
}
