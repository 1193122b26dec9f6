using Marketplace.Infrastructure.Accounts;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Infrastructure.Accounts;

public sealed class StartupBannerTests
{
    [Fact]
    public void It_says_where_the_shop_is() => Assert.Contains("→ http://127.0.0.1:5080", StartupBanner.Text(["http://127.0.0.1:5080"], hasDemoAccounts: false), StringComparison.Ordinal);

    [Fact]
    public void Without_demonstration_it_prints_no_sign_in() =>
        Assert.DoesNotContain(DemoAccounts.Password, StartupBanner.Text(["http://127.0.0.1:5080"], hasDemoAccounts: false), StringComparison.Ordinal);

    [Fact]
    public async Task Every_sign_in_it_prints_opens_an_account()
    {
        using var market = new TestMarketplace();
        await using var scope = market.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoAccounts>().EnsureAsync(TestContext.Current.CancellationToken);
        var text = StartupBanner.Text(["http://127.0.0.1:5080"], hasDemoAccounts: true);
        var users = await market.Read(db => db.Users.AsNoTracking().ToListAsync());

        Assert.Equal(10, users.Count);
        Assert.All(users, user => Assert.Contains(user.UserName!, text, StringComparison.Ordinal));
        foreach (var user in users)
        {
            using var guest = market.AsGuest();
            using var answer = await guest.Post("/account/sign-in", ("Login", user.UserName!), ("Password", DemoAccounts.Password));
            Assert.True(answer.Headers.Location is not null, $"{user.UserName} cannot sign in: {(int)answer.StatusCode}");
        }

        Assert.Contains(DemoAccounts.Password, text, StringComparison.Ordinal);
    }
}
