import { QueryClientProvider } from '@tanstack/react-query';
import { startSite } from '@yimen/ui/site';
import { BudgetSite } from './app/budget-site.tsx';
import { createQueryClient } from './app/query-client.ts';
import './site.css';

startSite({
  localeKey: 'yimen_budget.locale',
  wrap: (onSessionEnd) => {
    const client = createQueryClient(onSessionEnd);
    return (content) => <QueryClientProvider client={client}>{content}</QueryClientProvider>;
  },
  content: (controls) => <BudgetSite {...controls} />,
});
