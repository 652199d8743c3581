import { InvalidArgumentError, Option } from 'commander';

/** `--portal`, the same for every command that has it. */
export function portalOption(): Option {
  return new Option('--portal <address>', 'address of the portal')
    .default('http://localhost:4000')
    .argParser(portalAddress);
}

function portalAddress(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new InvalidArgumentError('It begins with http:// or https://, as in http://localhost:4000.');
  }
  return text;
}
