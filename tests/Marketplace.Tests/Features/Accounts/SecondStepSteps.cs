using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Messaging;
using Marketplace.Features.Accounts.ChoosePassword;
using Marketplace.Features.Accounts.Forgotten;
using Marketplace.Features.Accounts.SecondStep;
using Marketplace.Features.Administration.UserRoles;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Accounts;

/// <summary>What tests of the second step do again and again.</summary>
public abstract class SecondStepSteps : IDisposable
{
    private protected const string Login = "mai@example.vn";
    private protected const string CodePage = "/account/sign-in/code";
    private protected readonly Unlimited _market = new();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _market.Dispose();
        }
    }

    private protected static (AuthenticatorApp App, string Carried) Offered(IParentNode page) => (
        new AuthenticatorApp(page.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal)), page.QuerySelector("[name='Form.Key']")!.GetAttribute("value")!);

    private protected static string Other(string code) => (code[0] == '9' ? '0' : (char)(code[0] + 1)) + code[1..];

    private protected static Task<HttpResponseMessage> SignIn(HttpClient browser) => browser.Post("/account/sign-in", ("Login", Login), ("Password", Some.Password));

    private protected string Now(AuthenticatorApp app) => app.CodeAt(_market.Clock.GetUtcNow());

    private protected async Task<HttpClient> AtCodePage()
    {
        var browser = _market.AsGuest();
        using var password = await SignIn(browser);
        Assert.Equal(CodePage, password.Headers.Location?.OriginalString);
        return browser;
    }

    private protected async Task<bool> Enter(User user, string code) =>
        (await _market.Send(new EnterCode(user.UserId, user.SecurityStamp!, code))) is { Succeeded: true, Value.Refusal: null };

    private protected async Task GuessFiveTimes(User user, AuthenticatorApp app)
    {
        for (var guess = 0; guess < Guesses.BeforeRest; guess++)
        {
            Assert.False(await Enter(user, Other(Now(app))));
        }
    }

    private protected Task<bool> IsOn(User user) => _market.Read(db => db.Users.Where(row => row.Id == user.Id).Select(row => row.TwoFactorEnabled).SingleAsync());

    private protected async Task<int> Left(User user)
    {
        await using var scope = _market.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Authenticator>().RecoveryCodesLeft(user);
    }

    /// <summary>What the link in the letter carries.</summary>
    private protected async Task<string> Token(User user)
    {
        await using var scope = _market.Services.CreateAsyncScope();
        var token = await scope.ServiceProvider.GetRequiredService<UserManager<User>>().GeneratePasswordResetTokenAsync(user);
        return Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlEncode(System.Text.Encoding.UTF8.GetBytes(token));
    }

    private protected async Task Chosen(User user, string password)
    {
        await _market.Send(new AskForLink(user.UserName!));
        Assert.True((await _market.Send(new ChoosePassword(user.Id, await Token(user), password))).Value!.AsksCode);
    }

    private protected Task<List<(UserId? Actor, string Subject, string Detail)>> Audited() => _market.Read(async db =>
        (await db.AuditEvents.Where(entry => entry.Action == "account.second-step").OrderBy(entry => entry.Id).ToListAsync()).ConvertAll(entry => (entry.ActorId, entry.Subject, entry.Detail)));

    private protected async Task<List<PersonalMessage>> Messages()
    {
        await _market.Services.GetRequiredService<JobRunner>().RunMessages(TestContext.Current.CancellationToken);
        return [.. (await _market.Read(db => db.OutboxMessages.Where(message => message.Kind == Outbox.Message).Select(message => message.Payload).ToListAsync()))
            .Select(payload => JsonSerializer.Deserialize<PersonalMessage>(payload)!)];
    }

    private protected sealed class Unlimited : TestMarketplace
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.WithoutLimits();
        }
    }
}
