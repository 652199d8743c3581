import { useLocale, useMessages, useResource } from '@yimen/portlet-sdk';
import { Descriptions, Tag } from '@yimen/ui';
import type { ReactNode } from 'react';
import { useOrganisation } from '../../../common/use-organisation.ts';
import type { GroupList, RelyingPartyDetail, WhoMayUse } from '../../../contract/relying-party.ts';
import { RequirementLine } from './requirement-line.tsx';
import styles from './systems.module.css';
import { systemsMessages } from './systems-messages.ts';
import { wizardMessages } from './wizard-messages.ts';

/** What is registered, to read. */
export function RegistrationPart({ system }: { readonly system: RelyingPartyDetail }): ReactNode {
  const text = useMessages(systemsMessages);
  const labels = useMessages(wizardMessages);
  const locale = useLocale();
  const { registration, weaknesses } = system;
  const yesNo = (value: boolean) => (value ? text.yes : text.no);
  const items = [
    { key: 'state', label: text.state, children: registration.isActive ? text.active : text.inactive },
    {
      key: 'weak',
      label: text.weaknesses,
      children:
        weaknesses.length === 0
          ? text.noWeakness
          : weaknesses.map((code) => (
              <Tag key={code} color="orange">
                {text.weaknessOf(code)}
              </Tag>
            )),
    },
    { key: 'description', label: labels.description, children: registration.description[locale] || '—' },
    { key: 'url', label: labels.url, children: registration.url ?? '—' },
    { key: 'redirect', label: labels.redirectUris, children: <Addresses list={registration.redirectUris} /> },
    {
      key: 'postLogout',
      label: labels.postLogoutRedirectUris,
      children: <Addresses list={registration.postLogoutRedirectUris} />,
    },
    { key: 'back', label: labels.backchannel, children: registration.backchannelLogoutUri ?? '—' },
    { key: 'front', label: labels.frontchannel, children: registration.frontchannelLogoutUri ?? '—' },
    { key: 'who', label: labels.whoMayUse, children: <Who whoMayUse={registration.whoMayUse} /> },
    { key: 'acr', label: text.requirement, children: <RequirementLine clientId={system.clientId} /> },
    { key: 'method', label: labels.method, children: registration.tokenEndpointAuthMethod },
    { key: 'alg', label: labels.idTokenAlg, children: registration.idTokenAlg },
    { key: 'pkce', label: labels.requirePkce, children: yesNo(registration.requirePkce) },
    { key: 'rotate', label: labels.rotate, children: yesNo(registration.rotateRefreshTokens) },
    { key: 'claims', label: labels.claimsInIdToken, children: yesNo(registration.claimsInIdToken) },
    { key: 'scope', label: labels.scope, children: registration.scope },
    { key: 'listed', label: labels.isListed, children: yesNo(registration.isListed) },
    { key: 'contact', label: labels.contact, children: registration.contact ?? '—' },
  ];
  return <Descriptions size="small" bordered column={{ xs: 1, sm: 1, lg: 2 }} items={items} />;
}

function Addresses({ list }: { readonly list: readonly string[] }): ReactNode {
  if (list.length === 0) return '—';
  return (
    <ul className={styles.addresses}>
      {list.map((address) => (
        <li key={address}>{address}</li>
      ))}
    </ul>
  );
}

function Who({ whoMayUse }: { readonly whoMayUse: WhoMayUse }): ReactNode {
  const text = useMessages(systemsMessages);
  const locale = useLocale();
  const { nameOf } = useOrganisation();
  const groups = useResource<GroupList>('groups').data?.groups ?? [];
  if (whoMayUse.everyone) return text.everyone;
  const { units = [], posts = [], roles = [], groups: groupIds = [] } = whoMayUse;
  const names = [
    ...units.map((id) => nameOf('unitId', id) ?? id),
    ...posts.map((id) => nameOf('postId', id) ?? id),
    ...roles.map((id) => nameOf('roles', id) ?? id),
    ...groupIds.map((id) => groups.find((group) => group.id === id)?.name[locale] ?? id),
  ];
  return names.length === 0 ? text.nobody : names.map((name) => <Tag key={name}>{name}</Tag>);
}
