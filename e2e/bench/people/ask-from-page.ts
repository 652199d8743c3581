import type { Page } from '@playwright/test';

type Question = { method?: string; path: string; body?: string; type?: string };

/** An answer of the administration API to the page that is signed in, through the portal's gateway, and its time. */
export async function askFromPage<T>(page: Page, question: Question): Promise<{ answer: T; ms: number }> {
  return await page.evaluate(async ({ method = 'GET', path, body, type }) => {
    const begin = performance.now();
    const response = await fetch(`/api/portlets/identity-people/api/admin${path}`, {
      method,
      headers: { 'x-yimen-request': '1', ...(type !== undefined && { 'content-type': type }) },
      ...(body !== undefined && { body }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer).slice(0, 300)}`);
    return { answer, ms: performance.now() - begin };
  }, question);
}
