import { spawn } from 'node:child_process';

/**
 * Runs a script with this Node and returns what it printed.
 *
 * @throws with everything it said when it fails
 */
export function runCommand(o: {
  script: string;
  args: string[];
  cwd: string;
  env?: Record<string, string>;
}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [o.script, ...o.args], {
      cwd: o.cwd,
      // What it says goes into a message: without colours.
      env: { ...(o.env ?? process.env), NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed: Buffer[] = [];
    const complained: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => complained.push(chunk));
    child.on('error', reject);
    child.on('exit', (code) => {
      const output = Buffer.concat(printed).toString();
      if (code === 0) return resolve(output);
      const said = [output.trim(), Buffer.concat(complained).toString().trim()].filter(Boolean).join('\n');
      reject(new Error(`${o.script} ${o.args.join(' ')} (exit ${code})\n${said}`));
    });
  });
}
