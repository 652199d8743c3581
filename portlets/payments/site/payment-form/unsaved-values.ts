import type { FormValues } from './form-values.ts';

/** What was typed and not saved, kept for this tab: a session that ends must not take it away. */
export type UnsavedValues = {
  read(): FormValues | undefined;
  keep(values: FormValues): void;
  forget(): void;
};

/** @param id the request that is edited; `new` for a new one */
export function unsavedValues(id: string): UnsavedValues {
  const key = `yimen_payments.unsaved.${id}`;
  return {
    read() {
      try {
        const kept: unknown = JSON.parse(window.sessionStorage.getItem(key) ?? 'null');
        return typeof kept === 'object' && kept !== null ? (kept as FormValues) : undefined;
      } catch {
        return undefined;
      }
    },
    keep: (values) => window.sessionStorage.setItem(key, JSON.stringify(values)),
    forget: () => window.sessionStorage.removeItem(key),
  };
}
