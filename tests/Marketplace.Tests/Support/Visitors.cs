using System.Net;
using Marketplace.Infrastructure.Accounts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Marketplace.Tests.Support;

/// <summary>Browsers of the tests: they keep cookies, follow no redirects, and say that their requests come from our own pages.</summary>
internal static class Visitors
{
    extension(TestMarketplace market)
    {
        /// <summary>Someone without an account.</summary>
        public HttpClient AsGuest(CookieContainer? cookies = null)
        {
            var client = market.CreateDefaultClient(new CookieContainerHandler(cookies ?? new CookieContainer()));
            client.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
            client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
            return client;
        }

        /// <summary>Saves a user with roles.</summary>
        public async Task<User> GivenUser(User user, params string[] roles)
        {
            await market.Given([user, .. roles.Select(role => Some.Role(user, role))]);
            return user;
        }

        /// <summary>A saved user's browser: the real session cookie, and the token that signed-in forms carry.</summary>
        public async Task<HttpClient> As(User user)
        {
            await using var scope = market.Services.CreateAsyncScope();
            var services = scope.ServiceProvider;
            var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
            var principal = await services.GetRequiredService<IUserClaimsPrincipalFactory<User>>().CreateAsync(user);
            var now = market.Clock.GetUtcNow();
            var ticket = new AuthenticationTicket(
                principal, new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now + options.ExpireTimeSpan }, IdentityConstants.ApplicationScheme);
            var context = new DefaultHttpContext { RequestServices = services, User = principal };
            var tokens = services.GetRequiredService<IAntiforgery>().GetTokens(context);
            var antiforgery = services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value;

            var cookies = new CookieContainer();
            var home = market.ClientOptions.BaseAddress;
            cookies.Add(home, new Cookie(options.Cookie.Name!, options.TicketDataFormat.Protect(ticket)));
            cookies.Add(home, new Cookie(antiforgery.Cookie.Name!, tokens.CookieToken!));
            var client = market.AsGuest(cookies);
            client.DefaultRequestHeaders.Add(antiforgery.HeaderName!, tokens.RequestToken);
            return client;
        }

        /// <summary>What a guest is answered at each address; of pages what follows the header.</summary>
        public async Task<List<string>> Bodies(params string[] addresses)
        {
            using var client = market.CreateClient();
            List<string> bodies = [];
            foreach (var address in addresses)
            {
                var body = await client.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
                bodies.Add(body.Contains("<main", StringComparison.Ordinal) ? body[body.IndexOf("<main", StringComparison.Ordinal)..] : body);
            }

            return bodies;
        }
    }

    extension(HttpClient client)
    {
        public Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields) => client.PostAsync(
            new Uri(path, UriKind.Relative),
            new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
            TestContext.Current.CancellationToken);

        public Task<HttpResponseMessage> Get(string path) => client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
    }
}
