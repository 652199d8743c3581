import { CommanderError } from 'commander';
import { createProgram } from './commands/commands.ts';
import { exitCodes, explainFailure } from './commands/exit-code.ts';

const program = createProgram({ say: (line) => console.log(line), env: process.env });
const nested = program.commands.flatMap((command) => [command, ...command.commands]);
for (const command of [program, ...nested]) command.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  // commander has printed its own message, or the help that was asked for.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : exitCodes.usage;
  else {
    const { code, lines } = explainFailure(error);
    for (const line of lines) console.error(line);
    process.exitCode = code;
  }
}
