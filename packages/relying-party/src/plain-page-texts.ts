type PageText = { title: string; message: string; action: string };
type Page = { status: number; 'zh-CN': PageText; 'en-US': PageText };

/** Every plain page of a relying party, in both languages. */
export const pageTexts = {
  'signed-out': {
    status: 200,
    'zh-CN': {
      title: '您已退出登录',
      message: '本系统以及通过统一认证登录的其他系统都已退出。',
      action: '重新登录',
    },
    'en-US': {
      title: 'You are signed out',
      message: 'You are signed out here and of every other system you opened with this sign-in.',
      action: 'Sign in again',
    },
  },
  'signed-out-here': {
    status: 200,
    'zh-CN': {
      title: '您已退出本系统',
      message: '统一认证服务暂时无法连接，其他系统可能仍处于登录状态。请关闭浏览器，或稍后再退出一次。',
      action: '重新登录',
    },
    'en-US': {
      title: 'You are signed out of this system',
      message:
        'The sign-in service cannot be reached, so you may still be signed in elsewhere. Close the browser, or sign out again later.',
      action: 'Sign in again',
    },
  },
  verified: {
    status: 200,
    'zh-CN': {
      title: '验证完成',
      message: '请关闭此窗口，回到原来的页面继续。',
      action: '打开首页',
    },
    'en-US': {
      title: 'You are verified',
      message: 'Close this window and go on in the page you came from.',
      action: 'Open the home page',
    },
  },
  'access-denied': {
    status: 403,
    'zh-CN': {
      title: '您没有使用本系统的权限',
      message: '您的账号未获准使用本系统，或登录已被取消。如工作需要，请联系本单位系统管理员开通。',
      action: '重试',
    },
    'en-US': {
      title: 'You may not use this system',
      message:
        'Your account has no right to use this system, or sign-in was cancelled. If your work needs it, ask your system administrator.',
      action: 'Try again',
    },
  },
  'sign-in-failed': {
    status: 400,
    'zh-CN': {
      title: '登录没有完成',
      message: '本次登录未能完成，您的数据没有受到影响。请重新登录。',
      action: '重新登录',
    },
    'en-US': {
      title: 'Sign-in was not completed',
      message: 'This sign-in could not be completed. Nothing of yours was changed. Please sign in again.',
      action: 'Sign in again',
    },
  },
  'sign-in-outdated': {
    status: 400,
    'zh-CN': {
      title: '登录页面已过期',
      message: '这个登录链接已经用过或已过期。请重新登录。',
      action: '重新登录',
    },
    'en-US': {
      title: 'This sign-in has expired',
      message: 'This sign-in link was used before or is too old. Please sign in again.',
      action: 'Sign in again',
    },
  },
  'cookies-needed': {
    status: 400,
    'zh-CN': {
      title: '浏览器没有保存登录信息',
      message: '请在浏览器设置中允许本站使用 Cookie，然后重新登录。',
      action: '重新登录',
    },
    'en-US': {
      title: 'Your browser did not keep the sign-in',
      message: 'Allow cookies for this site in the browser settings, then sign in again.',
      action: 'Sign in again',
    },
  },
  'provider-unavailable': {
    status: 503,
    'zh-CN': {
      title: '统一认证服务暂时不可用',
      message: '暂时无法连接统一认证服务，请稍后重试。如持续出现，请联系系统管理员。',
      action: '重试',
    },
    'en-US': {
      title: 'The sign-in service is not available',
      message:
        'The sign-in service cannot be reached right now. Please try again shortly; if it goes on, tell your administrator.',
      action: 'Try again',
    },
  },
} satisfies Record<string, Page>;

/** One of the plain pages. */
export type PageName = keyof typeof pageTexts;
