import type { SameMessages } from '@yimen/portlet-sdk';
import type { DevPortlets } from './dev-override.ts';
import { isPublished } from './dev-samples.ts';
import type { ShellServices } from './shell-services.ts';

const zh = {
  refused: '地址中的 ?dev= 没有生效：您没有“组件开发人员”（portlet-developer）角色，请联系管理员。',
  silent: (address: string) =>
    `${address} 没有应答，页面显示的是已发布的版本。请先运行 yimen dev，再刷新页面。`,
  samples: (name: string) =>
    `${name} 尚未发布，没有后台服务可用：窗口中是 portlet.tck.json 的示例数据，提交操作不会成功。`,
};

const en: SameMessages<typeof zh> = {
  refused:
    'The ?dev= of this address does nothing: you do not have the role portlet-developer. Ask an administrator.',
  silent: (address) =>
    `${address} does not answer; the page shows the published version. Run yimen dev, then reload.`,
  samples: (name) =>
    `${name} was never published, so no service answers it: the window shows the samples of portlet.tck.json, and what is sent fails.`,
};

const texts = { 'zh-CN': zh, 'en-US': en };

/** Says what of the address's `?dev=` is not as the developer may think. */
export function devNotices({ notices, locale }: ShellServices, dev: DevPortlets): void {
  const text = texts[locale.get()];
  if (dev.isRefused) notices.show({ tone: 'error', text: text.refused }, { stays: true });
  for (const address of dev.silent)
    notices.show({ tone: 'error', text: text.silent(address) }, { stays: true });
  for (const [name, { descriptor }] of Object.entries(dev.releases)) {
    if (Object.keys(descriptor.resources ?? {}).length === 0) continue;
    void isPublished(name).then((isKnown) => {
      if (!isKnown) notices.show({ tone: 'info', text: text.samples(name) }, { stays: true });
    });
  }
}
