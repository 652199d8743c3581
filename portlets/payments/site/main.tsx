import './without-eval.ts';

import { QueryClientProvider } from '@tanstack/react-query';
import { startSite } from '@yimen/ui/site';
import { PaymentsSite } from './app/payments-site.tsx';
import { createQueryClient } from './app/query-client.ts';
import { enUs } from './texts/en-us.ts';
import { zhCn } from './texts/zh-cn.ts';
import './site.css';

startSite({
  localeKey: 'yimen_payments.locale',
  sessionEndedNote: { 'zh-CN': zhCn.sessionEndedNote, 'en-US': enUs.sessionEndedNote },
  wrap: (onSessionEnd) => {
    const client = createQueryClient(onSessionEnd);
    return (content) => <QueryClientProvider client={client}>{content}</QueryClientProvider>;
  },
  content: (controls) => <PaymentsSite {...controls} />,
});
