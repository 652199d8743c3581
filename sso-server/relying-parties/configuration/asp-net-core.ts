import {
  type ConfigurationInput,
  type ConfigurationText,
  note,
  quoted,
  redirectUriOf,
  registeredNote,
  secretVariable,
} from './configuration-text.ts';

/** ASP.NET Core has front-channel logout only (dotnet/aspnetcore#4659). */
export function aspNetCore(input: ConfigurationInput): ConfigurationText {
  const { party } = input;
  const redirect = redirectUriOf(input, '/signin-oidc');
  return {
    id: 'asp-net-core',
    framework: 'ASP.NET Core',
    versions: 'ASP.NET Core 10 / Microsoft.AspNetCore.Authentication.OpenIdConnect 10.0',
    files: [{ name: 'Program.cs', language: 'csharp', text: program(input, redirect) }],
    notes: [
      note(
        `密钥放在环境变量 ${secretVariable} 或密钥库；依赖包 Microsoft.AspNetCore.Authentication.OpenIdConnect。`,
        `The secret is in the environment variable ${secretVariable} or a vault; package Microsoft.AspNetCore.Authentication.OpenIdConnect.`,
      ),
      note(
        '经过反向代理时请启用 UseForwardedHeaders，否则回调地址会变成 http。',
        'Behind a proxy turn UseForwardedHeaders on, or the redirect URI becomes http.',
      ),
      ...registeredNote('frontchannel', `${redirect.origin}/signout-oidc`, party.frontchannelLogoutUri),
      note(
        '前端退出在认证服务的页面里打开本系统：两者不在同一主域名时，浏览器不带 SameSite=Lax 的登录 Cookie，请在 AddCookie 中把 Cookie.SameSite 设为 None（须 https）。',
        'Front-channel logout opens this system inside a page of the provider: unless both share a registrable domain the browser keeps a cookie with SameSite=Lax back; set Cookie.SameSite to None in AddCookie then (https only).',
      ),
      note(
        '登录过程的 Cookie 带 Secure：除 localhost 外，本系统须用 https 访问，否则提示 Correlation failed。',
        'Cookies of the sign-in are Secure: but for localhost this system needs https, or it says “Correlation failed”.',
      ),
      note(
        'ASP.NET Core 没有内置的后端退出：管理员强制下线时，本系统的会话要到自身期限才结束。',
        'ASP.NET Core has no back-channel logout built in: a session that an administrator ends goes on until its own limit.',
      ),
    ],
  };
}

function program({ issuer, party }: ConfigurationInput, redirect: URL): string {
  const signedOut = new URL(party.postLogoutRedirectUris[0] ?? `${redirect.origin}/signout-callback-oidc`);
  const scopes = party.scope.split(' ').map((scope) => `    options.Scope.Add(${quoted(scope)});`);
  return `using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

var builder = WebApplication.CreateBuilder(args);

builder.Services
  .AddAuthentication(options =>
  {
    options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
    options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
  })
  .AddCookie()
  .AddOpenIdConnect(options =>
  {
    options.Authority = ${quoted(issuer)};
    options.ClientId = ${quoted(party.clientId)};
    options.ClientSecret = builder.Configuration["${secretVariable}"];
    options.ResponseType = OpenIdConnectResponseType.Code;
    options.UsePkce = true;
    options.CallbackPath = ${quoted(redirect.pathname)};
    options.SignedOutCallbackPath = ${quoted(signedOut.pathname)};
    options.RemoteSignOutPath = "/signout-oidc";
    options.MapInboundClaims = false;
    options.TokenValidationParameters.NameClaimType = "name";
    options.TokenValidationParameters.RoleClaimType = "roles";
    options.SaveTokens = true;
    options.RequireHttpsMetadata = ${issuer.startsWith('https:')};
    options.Scope.Clear();
${scopes.join('\n')}
  });
builder.Services.AddAuthorization(options => options.FallbackPolicy = options.DefaultPolicy);

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapGet("/", (HttpContext context) => $"{context.User.Identity?.Name}");
app.MapPost("/sign-out", () => Results.SignOut(authenticationSchemes:
  [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]));
app.Run();
`;
}
