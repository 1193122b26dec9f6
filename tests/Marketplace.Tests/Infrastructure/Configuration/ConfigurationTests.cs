using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Infrastructure.Configuration;

public sealed class ConfigurationTests
{
    private static readonly Dictionary<string, string> Complete = new()
    {
        ["Site:Url"] = "https://chophien.example",
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
    [InlineData("Database:Provider", "Oracle")]
    [InlineData("Database:CommandTimeoutSeconds", "-1")]
    [InlineData("RateLimits:sign-in", "0")]
    [InlineData("Proxy:KnownProxies:0", "proxy.example")]
    [InlineData("Proxy:KnownNetworks:0", "10.0.0.0")]
    [InlineData("Proxy:KnownNetworks:0", "0.0.0.0/0")]
    [InlineData("Proxy:KnownNetworks:0", "::/0")]
    [InlineData("RateLimits:sign-inn", "5")]
    public void Production_refuses_a_wrong_setting_by_name(string setting, string value)
    {
        using var market = new Configured("Production", new(Complete) { [setting] = value });

        var refusal = Assert.Throws<MisconfiguredException>(() => market.CreateClient());

        Assert.Contains(setting, refusal.Message, StringComparison.Ordinal);
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
    public async Task Production_starts_when_everything_is_there()
    {
        using var market = new Configured("Production", Complete);
        using var client = market.CreateClient();

        using var answer = await client.Get("/health");

        Assert.True(answer.IsSuccessStatusCode);
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

    /// <summary>A market as it is in Production.</summary>
    internal static TestMarketplace Production() => new Configured("Production", Complete);

    private sealed class Configured(string environment, Dictionary<string, string> settings) : TestMarketplace
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseEnvironment(environment);
            foreach (var (name, value) in settings)
            {
                builder.UseSetting(name, value);
            }
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
