using System.Net;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Infrastructure.Localization;

public sealed class LanguagePrefixTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("/fr/studio", "/en/studio")]
    [InlineData("/fr/studio/nha-sung/orders?state=new&q=kh%C4%83n", "/en/studio/nha-sung/orders?state=new&q=kh%C4%83n")]
    [InlineData("/fr/sell/apply", "/en/sell/apply")]
    [InlineData("/fr/moderation", "/en/moderation")]
    [InlineData("/fr/finance/payouts", "/en/finance/payouts")]
    [InlineData("/fr/administration/rollups", "/en/administration/rollups")]
    [InlineData("/fr/invitations/1", "/en/invitations/1")]
    [InlineData("/fr/programme/templates", "/en/programme/templates")]
    public async Task What_nobody_put_into_French_is_read_in_English_under_an_English_address(string asked, string expected)
    {
        using var guest = _market.AsGuest();

        using var answer = await guest.Get(asked);

        Assert.Equal((HttpStatusCode.Redirect, expected), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Theory]
    [InlineData("/fr")]
    [InlineData("/fr/products")]
    [InlineData("/fr/indicators")]
    [InlineData("/fr/rules")]
    public async Task What_is_in_French_is_read_in_French(string address)
    {
        using var guest = _market.AsGuest();

        Assert.Equal("fr", (await guest.Open(address)).DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("/studio")]
    [InlineData("/en/studio")]
    public async Task Other_languages_stay_where_they_are(string address)
    {
        using var guest = _market.AsGuest();

        using var answer = await guest.Get(address);

        Assert.Contains("/account/sign-in", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    /// <summary>A form open when the address changed meaning still arrives.</summary>
    [Fact]
    public async Task What_is_sent_is_not_led_elsewhere()
    {
        using var guest = _market.AsGuest();

        using var answer = await guest.Post("/fr/sell/apply");

        Assert.DoesNotContain("/en/sell", answer.Headers.Location?.OriginalString ?? "", StringComparison.Ordinal);
    }
}
