import { useMessages } from './use-messages.ts';

// Compiled by the type check, never run.
export function useMessagesAsTyped(): void {
  const text = useMessages({
    'zh-CN': { title: '标题', count: (total: number) => `共 ${total} 条` },
    'en-US': { title: 'Title', count: (total: number) => `${total} items` },
  });
  text.title satisfies string;
  text.count(3) satisfies string;
  // @ts-expect-error a function's parameters are those of the message
  text.count('3');
  // @ts-expect-error a message that is missing in one language
  useMessages({ 'zh-CN': { a: '甲', b: '乙' }, 'en-US': { a: 'A' } });
  // @ts-expect-error a message that only one language has
  useMessages({ 'zh-CN': { a: '甲' }, 'en-US': { a: 'A', b: 'B' } });
  // @ts-expect-error a language is missing
  useMessages({ 'zh-CN': { a: '甲' } });
}
