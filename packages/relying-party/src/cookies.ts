import type { Context } from 'koa';

/** One cookie of this program. HttpOnly and SameSite=Lax always, Secure whenever the public URL is https. */
export type OwnCookie = {
  read(ctx: Context): string | undefined;
  write(ctx: Context, value: string): void;
  clear(ctx: Context): void;
};

/** Cookies on localhost are shared between ports, so every program brings its own name. */
export function ownCookie(o: { name: string; publicUrl: string; path?: string }): OwnCookie {
  const secure = o.publicUrl.startsWith('https:') ? '; Secure' : '';
  const attributes = `; Path=${o.path ?? '/'}; HttpOnly; SameSite=Lax${secure}`;
  return {
    read: (ctx) => ctx.cookies.get(o.name),
    // Koa's own writer refuses Secure cookies behind a proxy that ends TLS; the public URL decides here.
    write: (ctx, value) => ctx.append('Set-Cookie', `${o.name}=${value}${attributes}`),
    clear: (ctx) => ctx.append('Set-Cookie', `${o.name}=; Max-Age=0${attributes}`),
  };
}
