import { programNames, programs } from '../programs.ts';
import { isPortFree } from './free-ports.ts';
import type { LaunchSettings } from './launch-settings.ts';

/** @throws naming every port that something else listens on, and how to choose another */
export async function checkPorts({ addresses, host }: LaunchSettings): Promise<void> {
  const taken: string[] = [];
  for (const name of programNames) {
    const { port } = addresses[name];
    if (!(await isPortFree(port, host)))
      taken.push(`${port} (${name}, YIMEN_${programs[name].variable}_PORT)`);
  }
  if (taken.length === 0) return;
  throw new Error(
    [
      `以下端口已被占用：${taken.join('，')}。一门可能已在运行；也可以用括号中的环境变量改用其他端口。`,
      `These ports are taken: ${taken.join(', ')}. Yimen may be running already; the variables choose other ports.`,
    ].join('\n'),
  );
}
