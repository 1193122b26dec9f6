using System.Net;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Accounts;

public sealed class AccountRefusalTests(SharedAccount account) : IClassFixture<SharedAccount>
{
    public static TheoryData<string> OddNames() =>
    [
        "", " ", "12345", new string('a', 101), "Mai\r\nBcc", "🐃", "\uFFFD", "\uFFFE",
    ];

    public static TheoryData<string> OddLogins() =>
    [
        "", "mai", "mai@", "0912", "<script>alert(1)</script>", new string('9', 5000), "a@" + new string('b', 300) + ".vn", "mаi@example.vn", "-5", "\uFFFE",
    ];

    [Theory]
    [MemberData(nameof(OddLogins))]
    public async Task A_login_that_cannot_be_is_answered_in_the_readers_language_and_kept(string login)
    {
        using var guest = account.Market.AsGuest();
        foreach (var (path, password) in new[] { ("/en/account/sign-up", false), ("/en/account/forgotten", false), ("/en/account/sign-in", true) })
        {
            using var answer = await guest.Post(path, [("Name", "Mai"), ("Login", login), .. password ? new[] { ("Password", "a wrong one") } : []]);
            var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains(password ? "is not right" : "Enter a complete e-mail address", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
            if (path.EndsWith("sign-up", StringComparison.Ordinal))
            {
                Assert.Contains("value=\"Mai\"", page, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(OddNames))]
    public async Task A_name_nobody_can_read_is_refused(string name)
    {
        var user = account.User;
        using var guest = account.Market.AsGuest();

        using var atSignUp = await guest.Post("/account/sign-up", ("Name", name), ("Login", "mai@example.vn"));
        using var atAccount = await account.Browser.Post("/account", ("Form.Name", name), ("Form.Language", "vi"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, atSignUp.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, atAccount.StatusCode);
        Assert.Equal(user.DisplayName, await account.Market.Read(db => db.Users.Where(row => row.Id == user.Id).Select(row => row.DisplayName).SingleAsync()));
    }
}
