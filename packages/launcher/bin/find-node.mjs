import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const LEAST = [24, 15];

/**
 * The Node that came with npm ci, or the running one when it is new enough.
 * @param {string} root
 * @returns {string} path of the executable
 */
export function findNode(root) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', file);
  // It may be there and yet not run: the packages are for glibc, and Alpine has musl.
  if (existsSync(own) && isNewEnough(spawnSync(own, ['--version'], { encoding: 'utf8' }).stdout)) return own;
  if (isNewEnough(process.version)) return process.execPath;
  throw new Error(
    [
      `一门需要 Node.js ${LEAST.join('.')} 或更高版本；本机是 ${process.version}，且没有适用于 ${platform}-${process.arch} 的自带版本。`,
      '请从 https://nodejs.org 安装 Node.js 24 LTS 后重试。',
      `Yimen needs Node.js ${LEAST.join('.')} or later. This is ${process.version}, and none is brought along for`,
      `${platform}-${process.arch}. Install Node.js 24 LTS from https://nodejs.org and try again.`,
    ].join('\n'),
  );
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = String(version ?? '')
    .trim()
    .replace(/^v/, '')
    .split('.')
    .map(Number);
  return major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
}
