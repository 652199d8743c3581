/** Follows `person.roles_json` by trigger: who holds one of the three administrator roles. Read only. */
export type AdministratorTable = { sub: string; role: string };

/** One row, as soon as the installation is finished. */
export type InstallationTable = { id: string; finished_at: number };
