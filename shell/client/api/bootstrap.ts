import type { Bootstrap } from '@yimen/shell-contract';

/**
 * Reads what the portal server writes into the document, so that the first screen needs no request; waits
 * for it when the script was faster than the document.
 */
export async function readBootstrap(document: Document): Promise<Bootstrap> {
  const present = parse(document);
  if (present) return present;
  return new Promise((resolve, reject) => {
    const observer = new MutationObserver(() => check(false));
    const check = (isLast: boolean) => {
      const found = parse(document);
      if (!found && !isLast) return;
      observer.disconnect();
      if (found) resolve(found);
      else reject(new Error('the document carries no bootstrap data'));
    };
    observer.observe(document.documentElement, { childList: true, subtree: true, characterData: true });
    document.addEventListener('DOMContentLoaded', () => check(true), { once: true });
    if (document.readyState !== 'loading') check(true);
  });
}

function parse(document: Document): Bootstrap | null {
  const text = document.getElementById('yimen-bootstrap')?.textContent ?? '';
  try {
    return JSON.parse(text) as Bootstrap;
  } catch {
    return null;
  }
}
