export { clients } from './connect/clients.ts';
export { demonstrationPassword, namedAccounts } from './demonstration/people.ts';
export { type ProgramName, programNames, programs } from './programs.ts';
export type { LaunchSettings, Profile, ProgramAddress, YimenOptions } from './settings/launch-settings.ts';
export { startYimen, type Yimen } from './start-yimen.ts';
