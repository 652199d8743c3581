import { useMessages, usePortlet, useRenderParameter } from '@yimen/portlet-sdk';
import { Button, Input, Select } from '@yimen/ui';
import { ImportOutlined, PlusOutlined, SearchOutlined } from '@yimen/ui/icons';
import type { ReactNode } from 'react';
import common from '../../../../common/common.module.css';
import { useAdministrator } from '../../../../common/use-administrator.ts';
import { useRefreshOnChange } from '../../../../common/use-refresh-on-change.ts';
import { peopleMessages } from '../people-messages.ts';
import styles from './list-page.module.css';
import { PeopleTable } from './people-table.tsx';
import { UnitSelect, UnitTree } from './unit-filter.tsx';
import { useSearchText } from './use-search-text.ts';

/** Units at the left, people at the right; in a narrow window the units become a field. */
export function ListPage(): ReactNode {
  const text = useMessages(peopleMessages);
  useRefreshOnChange('people', 'organisation');
  return (
    <div className={styles.frame}>
      <div className={styles.page}>
        <aside className={styles.units} aria-label={text.units}>
          <UnitTree />
        </aside>
        <div className={common.page}>
          <SearchBar />
          <PeopleTable />
        </div>
      </div>
    </div>
  );
}

function SearchBar(): ReactNode {
  const text = useMessages(peopleMessages);
  const { renderParameters } = usePortlet();
  const search = useSearchText();
  const [status = ''] = useRenderParameter('status');
  const isSystem = useAdministrator().is('system-administrator');
  return (
    <div className={common.bar}>
      {/* biome-ignore lint/a11y/useSemanticElements: jsdom and browsers of before 2023 do not know the element search */}
      <div role="search" className={styles.search}>
        <Input
          size="small"
          type="search"
          aria-label={text.search}
          placeholder={text.searchHint}
          prefix={<SearchOutlined />}
          value={search.typed}
          onChange={(event) => search.change(event.target.value)}
          {...search.compositionProps}
          allowClear
        />
        <span className={styles.narrow}>
          <UnitSelect />
        </span>
        <Select
          size="small"
          aria-label={text.status}
          value={status}
          options={[
            { value: '', label: text.anyStatus },
            { value: 'true', label: text.active },
            { value: 'false', label: text.disabled },
          ]}
          popupMatchSelectWidth={false}
          onChange={(value) => renderParameters.set({ status: value || null })}
        />
      </div>
      <span className={common.actions}>
        <Button size="small" onClick={() => renderParameters.set({ task: 'catalogue' })}>
          {text.catalogue}
        </Button>
        {isSystem && (
          <>
            <Button
              size="small"
              icon={<ImportOutlined />}
              onClick={() => renderParameters.set({ task: 'import' })}
            >
              {text.importFile}
            </Button>
            <Button
              size="small"
              type="primary"
              icon={<PlusOutlined />}
              onClick={() => renderParameters.set({ task: 'new' })}
            >
              {text.add}
            </Button>
          </>
        )}
      </span>
    </div>
  );
}
