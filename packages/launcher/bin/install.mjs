import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs `npm ci` unless node_modules is what package-lock.json says.
 * @param {string} root
 */
export async function ensureInstalled(root) {
  const stamp = join(root, 'node_modules', '.yimen-lock');
  const lock = readFileSync(join(root, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  if (!matchesLock(root, JSON.parse(lock.toString()))) await install(root);
  writeFileSync(stamp, hash);
}

/**
 * Whether npm's own record of what it installed fits the lock file: then somebody ran npm install by hand, and there
 * is no reason to throw node_modules away. Optional packages are those of other platforms.
 */
function matchesLock(root, lock) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages ?? {};
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true;
    const found = installed[path];
    if (!found) return wanted.optional === true;
    return (
      found.version === wanted.version && found.integrity === wanted.integrity && found.link === wanted.link
    );
  });
}

function install(root) {
  process.stdout.write(
    '正在安装依赖（首次需要一两分钟）… / Installing dependencies (a minute or two at first) …\n',
  );
  const { command, args, shell } = npm();
  // Only errors: warnings about engines concern the Node that runs npm, not the one that Yimen brings along.
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args, ...options], { cwd: root, stdio: 'inherit', shell });
    child.on('error', (error) => reject(installFailed(error.message)));
    child.on('exit', (code) => (code === 0 ? resolve() : reject(installFailed(`npm ci: exit ${code}`))));
  });
}

function npm() {
  const own = process.env.npm_execpath;
  if (own && /\.c?js$/.test(own) && existsSync(own)) {
    return { command: process.execPath, args: [own], shell: false };
  }
  const isWindows = process.platform === 'win32';
  return { command: isWindows ? 'npm.cmd' : 'npm', args: [], shell: isWindows };
}

function installFailed(reason) {
  return new Error(
    [
      `依赖安装失败（${reason}）。请检查能否访问 npm 软件源（npm config get registry）以及磁盘空间，然后重试。`,
      `Installing failed (${reason}). Check that the npm registry can be reached (npm config get registry) and that the`,
      'disk has space, then try again.',
    ].join('\n'),
  );
}
