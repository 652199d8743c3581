/** A request to this system's administration API: PUT `path` with `body`. Repeating it changes nothing. */
export type AdministrationRequest = { method: 'PUT'; path: string; body: unknown };
