using System.Security.Cryptography;
using System.Text;
using Marketplace.Domain.Accounts;
using Marketplace.Features.Accounts.ChangePassword;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;

namespace Marketplace.Tests.Infrastructure.Accounts;

public sealed class BreachedPasswordsTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("\r\n", true, false)]
    [InlineData("\n", true, true)]
    [InlineData("\n", false, false)]
    public void Each_password_of_a_list_is_found_and_no_other(string end, bool counted, bool lowerCase)
    {
        foreach (var many in (int[])[1, 2, 3, 64, 1000])
        {
            var lines = Enumerable.Range(0, many).Select(number => Sha1("breached " + number)).Order(StringComparer.Ordinal)
                .Select((hash, index) => (lowerCase ? hash.ToLowerInvariant() : hash) + (counted ? $":{index * index}" : ""));
            File.WriteAllText(_file, string.Join(end, lines) + (many % 2 == 0 ? end : ""));
            using var list = List();

            Assert.All(Enumerable.Range(0, many), number => Assert.True(list.Contains("breached " + number)));
            Assert.All(Enumerable.Range(0, 1000), number => Assert.False(list.Contains("own " + number)));
        }
    }

    [Fact]
    public void Where_no_list_is_named_nothing_is_in_it()
    {
        using var none = new BreachedPasswords(new ConfigurationBuilder().Build());

        Assert.False(none.Contains("breached 1"));
    }

    [Fact]
    public void A_list_that_is_not_there_or_is_none_is_said_at_the_start()
    {
        var check = new BreachedPasswordsCheck();
        Assert.Contains("no such file", Assert.Single(check.Problems(Configured(), new HostingEnvironment())), StringComparison.Ordinal);
        File.WriteAllText(_file, "password\n123456\n");
        Assert.Contains("SHA-1", Assert.Single(check.Problems(Configured(), new HostingEnvironment())), StringComparison.Ordinal);
        File.WriteAllText(_file, Sha1("breached"));
        Assert.Empty(check.Problems(Configured(), new HostingEnvironment()));
    }

    [Fact]
    public async Task Nobody_chooses_a_password_of_the_list()
    {
        const string Breached = "con trâu đi trước";
        File.WriteAllText(_file, Sha1(Breached) + ":17");
        using var market = new ListedMarket(_file);
        var user = await market.GivenUser(Some.User(), Roles.Buyer);

        var refused = await market.Send(new ChangePassword(user.UserId, Some.Password, Breached));
        var taken = await market.Send(new ChangePassword(user.UserId, Some.Password, Breached + " cái cày"));

        Assert.Equal("accounts.password-known", Assert.Single(refused.Refusals).Code);
        Assert.True(taken.Succeeded);
    }

#pragma warning disable CA5350 // As the lists are published.
    private static string Sha1(string text) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350

    private BreachedPasswords List() => new(Configured());

    private IConfiguration Configured() => new ConfigurationBuilder().AddInMemoryCollection([new(BreachedPasswords.Setting, _file)]).Build();

    private sealed class ListedMarket(string list) : TestMarketplace
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting(BreachedPasswords.Setting, list);
        }
    }
}
