using System.Text.RegularExpressions;
using Marketplace.Features.Accounts.SignUp;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Seeding.Demo;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Tests.Infrastructure.Configuration;

public sealed partial class ConfigurationTests
{
    private static readonly Dictionary<string, string> Complete = new()
    {
        ["Site:Url"] = "https://chophien.example",
        ["Site:Operator"] = "Trung tâm Chợ Phiên",
        ["Site:Address"] = "Hà Nội",
        ["Site:Phone"] = "024 3000 0000",
        ["Security:ColumnKey"] = "1:" + Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray()),
        ["Security:PseudonymKey"] = Convert.ToBase64String(Enumerable.Repeat((byte)2, 32).ToArray()),
        ["Payments:BankBin"] = "970436",
        ["Payments:BankAccount"] = "0123456789",
        ["Payments:BankHolder"] = "CHO PHIEN",
        ["Payments:BankNotificationSecrets:0"] = new string('s', 40),
        ["Smtp:Host"] = "mail.chophien.example",
        ["Smtp:From"] = "cho@chophien.example",
    };

    [Fact]
    public void Production_names_everything_that_is_missing_at_once()
    {
        using var market = new Configured("Production", []);

        var refusal = Assert.Throws<MisconfiguredException>(() => market.CreateClient());

        Assert.Contains("Site:Url", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Security:ColumnKey", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Security:PseudonymKey", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Smtp:Host", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Site:Url", "http://chophien.example")]
    [InlineData("Site:Url", "https://127.0.0.1")]
    [InlineData("Site:Url", "chophien")]
    [InlineData("Site:Operator", "")]
    [InlineData("Site:Address", " ")]
    [InlineData("Site:Phone", "", "Site:Email or Site:Phone is missing")]
    [InlineData("Seed:Demo", "true")]
    [InlineData("Payments:Sandbox", "true")]
    [InlineData("Smtp:Port", "twenty-five")]
    [InlineData("Smtp:Port", "70000")]
    [InlineData("Smtp:From", "nobody")]
    [InlineData("Smtp:From", "")]
    [InlineData("Security:ColumnKey", "")]
    [InlineData("Security:ColumnKey", "c2hvcnQ=")]
    [InlineData("Security:PseudonymKey", "not base64")]
    [InlineData("Security:OldColumnKeys:0", "2:rubbish")]
    [InlineData("Storage:DataFolder", "", "Storage:DataFolder is missing")]
    [InlineData("Database:Provider", "Oracle")]
    [InlineData("Database:Provider", "SqlServer", "Database:ConnectionString is missing")]
    [InlineData("Database:CommandTimeoutSeconds", "-1")]
    [InlineData("Database:CommandTimeoutSeconds", "soon")]
    [InlineData("Database:MaxBatchSize", "0")]
    [InlineData("Smtp:RequireTls", "maybe")]
    [InlineData("Smtp:Hots", "mail.chophien.example")]
    [InlineData("Payments:BankBin", "")]
    [InlineData("Payments:BankAccount", "")]
    [InlineData("Payments:BankHolder", "")]
    [InlineData("Payments:BankNotificationSecrets:0", "short", "Payments:BankNotificationSecrets")]
    [InlineData("Payments:Sandbox", "perhaps")]
    [InlineData("Stripe:ApiKey", "sk_test_1", "Stripe:WebhookSecrets")]
    [InlineData("Stripe:ApiKey", "sk_test_1", "Stripe:ApiKey is no live key")]
    [InlineData("Stripe:ApiKey", "rk_test_1", "Stripe:ApiKey is no live key")]
    [InlineData("Administration:FirstAdministrator", "the boss")]
    [InlineData("Stripe:ApiBase", "http://127.0.0.1:9")]
    [InlineData("Stripe:TimeoutSeconds", "-1")]
    [InlineData("Jobs:Run", "sometimes")]
    [InlineData("Jobs:PollSeconds", "0")]
    [InlineData("Jobs:LeaseSeconds", "1")]
    [InlineData("Seed:DemoOrders", "many")]
    [InlineData("Seed:DemoOrders", "20001")]
    [InlineData("RateLimits:sign-in", "0")]
    [InlineData("Proxy:KnownProxies:0", "proxy.example")]
    [InlineData("Proxy:KnownNetworks:0", "10.0.0.0")]
    [InlineData("Proxy:KnownNetworks:0", "0.0.0.0/0")]
    [InlineData("Proxy:KnownNetworks:0", "::/0")]
    [InlineData("Proxy:KnownProxy:0", "10.0.0.5", "Proxy:KnownProxy is no setting")]
    [InlineData("Proxy:KnownProxies", "10.0.0.5", "Proxy:KnownProxies is a list")]
    [InlineData("Security:OldColumnKeys", "1:rubbish", "Security:OldColumnKeys is a list")]
    [InlineData("Payments:BankNotificationSecrets", "a secret of thirty-two characters", "Payments:BankNotificationSecrets is a list")]
    [InlineData("Stripe:WebhookSecrets", "whsec_1", "Stripe:WebhookSecrets is a list")]
    [InlineData("RateLimits:sign-inn", "5")]
    public void Production_refuses_a_wrong_setting_by_name(string setting, string value, string? named = null)
    {
        using var market = new Configured("Production", new(Complete) { [setting] = value });

        var refusal = Assert.Throws<MisconfiguredException>(() => market.CreateClient());

        Assert.Contains(named ?? setting, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_takes_live_cards()
    {
        using var market = new Configured("Production", new(Complete) { ["Stripe:ApiKey"] = "rk_live_1", ["Stripe:WebhookSecrets:0"] = "whsec_1" });
        using var client = market.CreateClient();

        using var answer = await client.Get("/health");

        Assert.True(answer.IsSuccessStatusCode);
    }

    /// <summary>Who only misspelt a name may have written a secret behind it.</summary>
    [Fact]
    public void A_misspelt_setting_is_named_without_its_value()
    {
        using var market = new Configured("Development", new() { ["Stripe:ApiKye"] = "sk_live_secret" });

        var refusal = Assert.Throws<MisconfiguredException>(() => market.CreateClient());

        Assert.Contains("Stripe:ApiKye is no setting; Stripe has ApiKey,", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk_live_secret", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>The table of docs/configuration.md is what the application knows: no setting is missing, none is invented.</summary>
    [Fact]
    public void Every_setting_is_in_the_table_and_nothing_else()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "configuration.md"));
        var table = page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Setting().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value)).ToHashSet();
        var known = SettingsCheck.Names.Concat(RateLimits.PerMinute.Keys.Select(name => "RateLimits:" + name));

        Assert.Equal(known.Order(StringComparer.Ordinal), table.Order(StringComparer.Ordinal));
        Assert.Contains($"| `Seed:DemoOrders` | {new Marketplace.Infrastructure.Seeding.SeedOptions().DemoOrders} |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Production_refuses_one_key_for_two_purposes()
    {
        using var market = new Configured("Production", new(Complete) { ["Security:PseudonymKey"] = Complete["Security:ColumnKey"] });

        Assert.Contains("Security:PseudonymKey", Assert.Throws<MisconfiguredException>(() => market.CreateClient()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_refuses_a_database_with_demonstration_rows()
    {
        using var market = new Configured("Production", Complete);
        await market.Database(db => db.Add(new Marketplace.Domain.People.Person
        {
            Id = Marketplace.Domain.People.PersonId.New(),
            FullName = "Người mẫu",
            RecordedAt = Some.Moment,
            IsDemo = true,
        }));

        Assert.Contains("demonstration persons", Assert.Throws<MisconfiguredException>(() => market.CreateClient()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_refuses_the_accounts_of_a_demonstration()
    {
        using var market = new Configured("Production", Complete);
        await market.Database(db => db.AddRange(
            Some.User(DemoAccounts.Administrator.Login), new Marketplace.Domain.Rules.DataImport { Name = DemoHost.Mark, Version = "begun", ImportedAt = Some.Moment }));

        Assert.Contains("demonstration accounts", Assert.Throws<MisconfiguredException>(() => market.CreateClient()).Message, StringComparison.Ordinal);
    }

    /// <summary>Otherwise any visitor could keep the shop from starting again.</summary>
    [Fact]
    public async Task Production_starts_again_after_a_visitor_signed_up_under_a_demonstrations_address()
    {
        using var market = new Configured("Production", Complete);
        foreach (var login in new[] { "khach@demo.chophien.vn", DemoAccounts.Administrator.Login })
        {
            Assert.True((await market.Send(new SignUp("Giàng Thị Dợ", login, "vi"))).Succeeded);
        }

        await market.Services.GetRequiredService<OutboxRunner>().RunDue(TestContext.Current.CancellationToken);
        Assert.Equal(2, await market.Read(db => db.Users.CountAsync(TestContext.Current.CancellationToken)));
        await using var scope = market.Services.CreateAsyncScope();
        foreach (var check in scope.ServiceProvider.GetServices<IDataCheck>())
        {
            Assert.Empty(await check.Problems(market.Services.GetRequiredService<IHostEnvironment>(), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Production_starts_when_everything_is_there()
    {
        using var market = new Configured("Production", Complete);
        using var client = market.CreateClient();

        using var answer = await client.Get("/health");

        Assert.True(answer.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("Production", null, "chophien.example", true)]
    [InlineData("Production", null, "chophien.example:443", true)]
    [InlineData("Production", null, "127.0.0.1:5080", true)]
    [InlineData("Production", null, "evil.example", false)]
    [InlineData("Production", null, "chophien.example.evil.example", false)]
    [InlineData("Production", "*.chophien.example", "www.chophien.example", true)]
    [InlineData("Production", "*.chophien.example", "evil.example", false)]
    [InlineData("Production", "*.chophien.example", "chophien.example", false)]
    [InlineData("Development", null, "localhost:5080", true)]
    [InlineData("Development", null, "127.0.0.1", true)]
    [InlineData("Development", null, "[::1]:5080", true)]
    [InlineData("Development", null, "phone.home.arpa", true)]
    [InlineData("Development", "chophien.example", "localhost", false)]
    public async Task Outside_Development_a_strangers_host_is_refused_unless_a_setting_lets_it_in(string environment, string? allowed, string host, bool isLetIn)
    {
        Dictionary<string, string> settings = environment == "Production" ? new(Complete) : [];
        if (allowed is not null)
        {
            settings["AllowedHosts"] = allowed;
        }

        using var market = new Configured(environment, settings);
        using var client = market.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/health", UriKind.Relative)) { Headers = { Host = host } };

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(isLetIn ? System.Net.HttpStatusCode.OK : System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("Stripe:ApiBase", "somewhere")]
    [InlineData("Stripe:ApiBase", "/tmp/stripe")]
    [InlineData("Database:ConnectionString", "Server=db;User Id=market;Password=secret;Encrypt=true")]
    [InlineData("Database:ConnectionString", "secret")]
    [InlineData("Storage:DataFolder", "/proc/secret/nowhere")]
    [InlineData("Storage:DataFolder", "/etc/hostname/secret")]
    public void Development_too_says_in_a_sentence_what_it_cannot_use(string setting, string value)
    {
        using var market = new Configured("Development", new() { [setting] = value });

        var refusal = Assert.Throws<MisconfiguredException>(() => market.CreateClient());

        Assert.Contains($"- {setting} is ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(setting == "Storage:DataFolder", refusal.Message.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void A_connection_string_of_the_other_database_is_named()
    {
        using var market = new Configured("Development", new() { ["Database:Provider"] = "SqlServer", ["Database:ConnectionString"] = "Filename=market.db;Cache=Shared" });

        Assert.Contains("Database:ConnectionString is none that SqlServer", Assert.Throws<MisconfiguredException>(() => market.CreateClient()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Development_needs_no_setting()
    {
        using var market = new Configured("Development", []);
        using var client = market.CreateClient();

        using var answer = await client.Get("/health");

        Assert.True(answer.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("AAAA", false)]
    [InlineData("0:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=", false)]
    [InlineData("256:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=", false)]
    [InlineData("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB", false)]
    [InlineData("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=", true)]
    [InlineData("7:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=", true)]
    public void A_key_is_thirty_two_bytes(string text, bool isKey) => Assert.Equal(isKey, SecurityKey.Parse(text) is not null);

    [GeneratedRegex("`([A-Za-z]+:[A-Za-z-]+)(?::0…)?`")]
    private static partial Regex Setting();

    /// <summary>A market as it is in Production.</summary>
    internal static Configured Production(Action<IWebHostBuilder>? alsoWith = null) => new("Production", Complete, alsoWith);

    internal sealed class Configured(string environment, Dictionary<string, string> settings, Action<IWebHostBuilder>? alsoWith = null) : TestMarketplace
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseEnvironment(environment);
            foreach (var (name, value) in settings)
            {
                builder.UseSetting(name, value);
            }

            alsoWith?.Invoke(builder);
        }

        /// <summary>Writes to the database before the application starts.</summary>
        public async Task Database(Action<Marketplace.Infrastructure.Data.MarketplaceDb> change)
        {
            await using var db = new Marketplace.Infrastructure.Data.SqliteMarketplaceDb(
                new Microsoft.EntityFrameworkCore.DbContextOptionsBuilder<Marketplace.Infrastructure.Data.SqliteMarketplaceDb>()
                    .UseSqlite($"Data Source={Path.Combine(DataFolder, "market.db")};Pooling=False").Options);
            change(db);
#pragma warning disable RS0030 // A test's own set-up.
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
#pragma warning restore RS0030
        }
    }
}
