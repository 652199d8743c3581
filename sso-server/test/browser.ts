type Cookie = { name: string; value: string; path: string };

export type Visit = { url: string; status: number; body: string; headers: Headers };

/**
 * As much of a browser as server-rendered pages need: cookies with paths, redirects, forms. It stops at the
 * first address outside the provider, as if the relying party answered there.
 */
export class Browser {
  private cookies: Cookie[] = [];
  private readonly origin: string;
  readonly headers: Record<string, string>;

  constructor(origin: string, headers: Record<string, string> = {}) {
    this.origin = origin;
    this.headers = headers;
  }

  cookieHeader(path: string): string {
    return this.cookies
      .filter((cookie) => path === cookie.path || path.startsWith(cookie.path.replace(/\/?$/, '/')))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  cookie(name: string): string | undefined {
    return this.cookies.find((cookie) => cookie.name === name)?.value;
  }

  setCookie(name: string, value: string, path = '/'): void {
    this.cookies = this.cookies.filter((cookie) => cookie.name !== name || cookie.path !== path);
    if (value !== '') this.cookies.push({ name, value, path });
  }

  /** A copy with the same cookies: another tab that has not seen what follows. */
  fork(): Browser {
    const copy = new Browser(this.origin, this.headers);
    copy.cookies = [...this.cookies];
    return copy;
  }

  /** One request, no redirects followed. */
  async request(url: string, init: RequestInit = {}): Promise<Visit> {
    const target = new URL(url, this.origin);
    const headers = {
      accept: 'text/html,*/*;q=0.8',
      ...this.headers,
      cookie: this.cookieHeader(target.pathname),
      ...(init.headers as Record<string, string> | undefined),
    };
    const response = await fetch(target, { ...init, redirect: 'manual', headers });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return {
      url: target.href,
      status: response.status,
      body: await response.text(),
      headers: response.headers,
    };
  }

  /** Follows redirects within the provider. The answer's `url` is where it ended. */
  async open(url: string, init: RequestInit = {}): Promise<Visit> {
    let visit = await this.request(url, init);
    for (let hops = 0; visit.status >= 300 && visit.status < 400 && hops < 15; hops++) {
      const location = new URL(visit.headers.get('location') ?? '', visit.url);
      if (location.origin !== this.origin) return { ...visit, url: location.href };
      visit = await this.request(location.href);
    }
    return visit;
  }

  /** Fills the only form of the page (or the one whose action ends with this) and sends it. */
  submit(visit: Visit, fields: Record<string, string>, action = ''): Promise<Visit> {
    return this.send(visit, { fields, action, isFollowing: true });
  }

  /** The same without following the redirect: an attacker keeps where it leads to for later. */
  bank(visit: Visit, fields: Record<string, string>, action = ''): Promise<Visit> {
    return this.send(visit, { fields, action, isFollowing: false });
  }

  private async send(
    visit: Visit,
    { fields, action, isFollowing }: { fields: Record<string, string>; action: string; isFollowing: boolean },
  ): Promise<Visit> {
    const forms = [...visit.body.matchAll(/<form[^>]*action="([^"]+)"[^>]*>(.*?)<\/form>/gs)];
    const form = forms.find((candidate) => candidate[1]?.endsWith(action));
    if (!form?.[1]) throw new Error(`no form ${action} on ${visit.url}: ${visit.body.slice(0, 200)}`);
    const hidden = [...(form[2] ?? '').matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const body = new URLSearchParams(hidden.map(([, name = '', value = '']) => [name, unescaped(value)]));
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const post = { method: 'POST', body, headers: { origin: this.origin } };
    const target = new URL(form[1], visit.url).href;
    return isFollowing ? this.open(target, post) : this.request(target, post);
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const at = pair.indexOf('=');
    const find = (name: string) =>
      attributes.find((attribute) => attribute.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
    const expires = find('expires');
    const isGone = expires !== undefined && Date.parse(expires) <= Date.now();
    this.setCookie(pair.slice(0, at), isGone ? '' : pair.slice(at + 1), find('path') ?? '/');
  }
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');
}
