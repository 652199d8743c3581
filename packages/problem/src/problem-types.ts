type ProblemType = {
  readonly status: number;
  readonly title: { readonly 'zh-CN': string; readonly 'en-US': string };
};

const type = (status: number, zh: string, en: string): ProblemType => ({
  status,
  title: { 'zh-CN': zh, 'en-US': en },
});

/**
 * Every problem type of Yimen: name → HTTP status and titles. The set is closed: what is not here is not thrown.
 * Each name has a page `types/<name>.md` that says what happened, the likely cause and what to do.
 */
export const problemTypes = {
  'invalid-input': type(400, '提交的内容有误', 'The input is not valid'),
  'sign-in-required': type(401, '请先登录', 'Sign-in is required'),
  'session-ended': type(401, '登录已失效，请重新登录', 'Your session has ended'),
  'step-up-required': type(401, '此操作需要再次验证身份', 'This needs a stronger sign-in'),
  forbidden: type(403, '您没有此项权限', 'You are not allowed to do this'),
  'cross-site-request': type(403, '请求来源不可信，已拒绝', 'The request did not come from this site'),
  'not-found': type(404, '没有找到您要的内容', 'Not found'),
  'method-not-allowed': type(405, '不支持这种操作方式', 'This method is not allowed here'),
  conflict: type(409, '与现有数据冲突', 'This conflicts with what is there already'),
  'version-exists': type(409, '该版本已经发布，不能覆盖', 'This version has been published already'),
  'revision-outdated': type(
    412,
    '内容已被他人修改，请刷新后重试',
    'Someone else has changed this since you loaded it',
  ),
  'too-large': type(413, '提交的内容过大', 'The content is too large'),
  'unsupported-media-type': type(415, '不支持这种内容格式', 'This content type is not supported'),
  'descriptor-invalid': type(422, '模块描述文件有误', 'The portlet descriptor is not valid'),
  'signature-required': type(422, '发布方的版本必须签名', 'Releases of this publisher must be signed'),
  'signature-invalid': type(422, '版本签名无效', 'The signature of the release is not valid'),
  'signing-key-revoked': type(422, '签名密钥已吊销', 'The signing key has been revoked'),
  'report-invalid': type(422, '检测报告有误，或不是该版本的报告', 'The report is not valid for this release'),
  'release-not-ready': type(
    409,
    '该版本还不满足进入下一状态的条件',
    'The release is not ready for this step',
  ),
  'release-breaks-users': type(
    409,
    '该版本会影响正在使用的页面或模块',
    'The release breaks pages or portlets that use it',
  ),
  'rate-limited': type(429, '操作过于频繁，请稍后再试', 'Too many requests, try again later'),
  internal: type(500, '系统内部错误', 'Something went wrong on our side'),
  'release-damaged': type(
    500,
    '模块文件已损坏，已停止提供',
    'A file of the module is damaged and is not served',
  ),
  'portlet-tampered': type(
    502,
    '模块代码被改动，已阻止运行',
    'The code of this module was altered; it has been kept from running',
  ),
  'unexpected-answer': type(
    502,
    '对方系统返回了无法识别的内容',
    'Another system gave an answer that we do not understand',
  ),
  'service-unavailable': type(503, '服务暂时不可用，请稍后再试', 'The service is not available now'),
  'service-timeout': type(504, '服务响应超时，请稍后再试', 'The service took too long to answer'),
  'network-failed': type(503, '网络连接失败，请检查网络', 'The network connection failed'),
  'portlet-load-failed': type(503, '模块加载失败', 'The portlet could not be loaded'),
  'portlet-load-timeout': type(504, '模块加载超时', 'The portlet took too long to load'),
  'portlet-unresponsive': type(
    504,
    '模块没有响应，已停止运行',
    'This portlet no longer answers, and was ended',
  ),
  'portlet-held': type(
    503,
    '此模块近期多次出错，门户已暂停加载',
    'This portlet has failed lately, and is held back',
  ),
  'portlet-hung': type(
    503,
    '此模块曾使页面停止响应，本次没有加载',
    'This portlet made the page stop responding, and was not loaded this time',
  ),
  'portlet-over-budget': type(
    503,
    '此模块占用资源过多，已停止运行',
    'This portlet used too much of the page, and was ended',
  ),
  'portlet-not-started': type(503, '安全模式：此模块没有加载', 'Safe mode: this portlet was not loaded'),
  'portlet-incompatible': type(
    422,
    '模块与当前门户版本不兼容',
    'The portlet does not fit this version of the portal',
  ),
} as const satisfies Record<string, ProblemType>;

/** Name of a problem type, the part after `urn:yimen:problem:`. */
export type ProblemName = keyof typeof problemTypes;

const prefix = 'urn:yimen:problem:';

/**
 * The `type` member (RFC 9457, 3.1.1) of a problem type.
 * @param name name from {@link problemTypes}
 * @returns `urn:yimen:problem:<name>`
 */
export function problemTypeUri(name: ProblemName): string {
  return prefix + name;
}

/**
 * The name behind a `type` member.
 * @param uri a `type` member of any problem details
 * @returns the name, or undefined when the type is not one of ours
 */
export function problemNameOf(uri: string): ProblemName | undefined {
  const name = uri.startsWith(prefix) ? uri.slice(prefix.length) : '';
  return Object.hasOwn(problemTypes, name) ? (name as ProblemName) : undefined;
}
