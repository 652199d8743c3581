import { apache } from './apache.ts';
import { aspNetCore } from './asp-net-core.ts';
import type { ConfigurationInput, ConfigurationText } from './configuration-text.ts';
import { node } from './node.ts';
import { php } from './php.ts';
import { springSecurity } from './spring-security.ts';

/** One text for every kind of system that the bureau has. */
export function configurationTexts(input: ConfigurationInput): ConfigurationText[] {
  return [springSecurity(input), aspNetCore(input), php(input), apache(input), node(input)];
}
