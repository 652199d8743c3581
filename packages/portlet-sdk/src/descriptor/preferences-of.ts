type Widened<T> = T extends string
  ? string
  : T extends number
    ? number
    : T extends boolean
      ? boolean
      : T extends readonly (infer Item)[]
        ? readonly ([Item] extends [never] ? string : Widened<Item>)[]
        : T;

/**
 * The preferences of an imported `portlet.json`, typed by their defaults; an empty list counts as one of texts.
 *
 * @example
 * const [{ rows }, save] = usePreferences<PreferencesOf<typeof descriptor>>();
 */
export type PreferencesOf<D extends { readonly preferences?: object }> = {
  readonly [K in keyof D['preferences']]: D['preferences'][K] extends { readonly default: infer Value }
    ? Widened<Value>
    : never;
};
