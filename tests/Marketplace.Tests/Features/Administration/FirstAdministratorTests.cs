using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Features.Accounts.SignIn;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Tests.Infrastructure.Configuration;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Marketplace.Tests.Features.Administration;

public sealed class FirstAdministratorTests : IDisposable
{
    private const string Named = "quan-tri@example.vn";
    private readonly TestMarketplace _market = new WithSetting();

    [Fact]
    public async Task The_account_named_by_the_configuration_becomes_administrator_when_it_signs_in()
    {
        var user = await _market.GivenUser(Some.User(Named));
        var other = await _market.GivenUser(Some.User());

        await SignIn(other);
        Assert.Empty(await Administrators());
        await SignIn(user);

        var entry = Assert.Single(await _market.Read(db => db.AuditEvents.ToListAsync()));
        using var browser = await _market.As(user);
        Assert.Equal([user.Id], await Administrators());
        Assert.Equal(("role.grant", $"user:{user.Id:N}", Roles.Administrator, null), (entry.Action, entry.Subject, entry.Detail, entry.ActorId));
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/administration/users")).StatusCode);
    }

    [Fact]
    public async Task Where_there_is_an_administrator_the_setting_gives_nothing()
    {
        var administrator = await _market.GivenUser(Some.User(), Roles.Administrator);
        await SignIn(await _market.GivenUser(Some.User(Named)));

        Assert.Equal([administrator.Id], await Administrators());
    }

    [Fact]
    public async Task An_address_nobody_has_confirmed_becomes_nothing()
    {
        var user = Some.User(Named);
        user.EmailConfirmed = false;
        await SignIn(await _market.GivenUser(user));

        Assert.Empty(await Administrators());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Production_says_at_its_start_that_nobody_is_administrator(bool hasOne)
    {
        var written = new Written();
        using var market = ConfigurationTests.Production(builder => builder.ConfigureServices(services => services.AddSingleton<ILoggerProvider>(written)));
        var administrator = Some.User();
        if (hasOne)
        {
            await market.Database(db => db.AddRange(administrator, Some.Role(administrator, Roles.Administrator)));
        }

        using var client = market.CreateClient();

        Assert.Equal(!hasOne, written.Lines.Exists(line => line.Contains("Administration:FirstAdministrator", StringComparison.Ordinal)));
    }

    public void Dispose() => _market.Dispose();

    private async Task SignIn(User user) => await _market.Send(new SignIn(user.UserName!, Some.Password, "192.0.2.1"));

    private Task<List<Guid>> Administrators() => _market.Read(db => db.UserRoles.Where(link => db.Roles.Any(role => role.Id == link.RoleId && role.Name == Roles.Administrator))
        .Select(link => link.UserId).ToListAsync());

    private sealed class WithSetting : TestMarketplace
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Administration:FirstAdministrator", " Quan-Tri@example.vn");
        }
    }

    private sealed class Written : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines)
            {
                Lines.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
