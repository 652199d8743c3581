import type { JsonClient } from '../connect/json-client.ts';
import type { ProgramName } from '../programs.ts';
import type { LaunchSettings } from '../settings/launch-settings.ts';
import type { Secrets } from '../settings/secrets.ts';

/** What the steps of loading share. Everything goes through the public APIs of the programs. */
export type Loading = {
  settings: LaunchSettings;
  secrets: Secrets;
  /** A client of a program's API with a token of the launcher's own client. */
  send: (name: ProgramName, scope: string) => JsonClient;
};
