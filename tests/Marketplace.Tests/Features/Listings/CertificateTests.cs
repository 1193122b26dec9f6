using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Origin;
using Marketplace.Features.Listings.Certificates;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Listings;

public sealed class CertificateTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_claimed_certificate_is_shown_to_buyers_once_a_moderator_saw_the_paper_and_until_it_ends()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Trà shan tuyết");
        await atelier.Stall.Open();
        var (browser, buyer) = (await _market.As(atelier.Maker), _market.AsGuest());

        using var claimed = await browser.Post(Address(atelier, product), Good());
        var certificate = await _market.Read(db => db.Certificates.AsNoTracking().SingleAsync(Ct));
        var before = await Page();
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        using var verified = await moderator.Post($"/moderation/certificates/{certificate.Id.Value}", ("accepted", "true"));
        var shown = await Page();
        _market.Clock.Advance(TimeSpan.FromDays(365));
        var after = await Page();

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (claimed.StatusCode, verified.StatusCode));
        Assert.Equal((CertificateKind.Ocop, 4, null), (certificate.Kind, certificate.Stars, certificate.VerifiedAt));
        Assert.DoesNotContain("148/QĐ-UBND", before);
        Assert.Contains("148/QĐ-UBND", shown);
        Assert.DoesNotContain("148/QĐ-UBND", after);

        // The day turns on the passed-in clock, the page cache on the machine's: another address is another cached page.
        async Task<string> Page() => (await buyer.Open($"/p/{product.Slug}?at={_market.Clock.GetUtcNow().Ticks}")).Body!.TextContent;
    }

    [Fact]
    public async Task A_refused_claim_is_gone_and_may_be_made_again()
    {
        var atelier = await Atelier.In(_market);
        var product = await atelier.CompleteDraft();
        await _market.Send(Claim(atelier, product));
        var id = await _market.Read(db => db.Certificates.Select(certificate => certificate.Id).SingleAsync(Ct));
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));

        using var refused = await moderator.Post($"/moderation/certificates/{id.Value}", ("accepted", "false"));
        using var again = await moderator.Post($"/moderation/certificates/{id.Value}", ("accepted", "false"));
        using var neither = await moderator.Post($"/moderation/certificates/{id.Value}", ("accepted", "perhaps"));

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (refused.StatusCode, again.StatusCode, neither.StatusCode));
        Assert.Equal(0, await _market.Read(db => db.Certificates.CountAsync(Ct)));
        Assert.True((await _market.Send(Claim(atelier, product))).Succeeded);
    }

    public static TheoryData<string, string> BadFields() => new()
    {
        { "Kind", "" }, { "Kind", "99" }, { "Kind", "Michelin" }, { "Stars", "" }, { "Stars", "2" }, { "Stars", "6" }, { "Stars", "-4" }, { "Stars", "bốn" }, { "Stars", "99999999999999999999" },
        { "Number", "" }, { "Number", new string('n', 101) }, { "Issuer", "" }, { "Issuer", "x" }, { "Issuer", new string('i', 201) }, { "ValidFrom", "" }, { "ValidFrom", "hôm nay" },
        { "ValidUntil", "" }, { "ValidUntil", "2025-01-01" }, { "ValidUntil", "2026-08-31" }, { "ValidUntil", "31/02/2027" },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task What_cannot_be_is_refused_in_words_and_what_was_typed_stays(string field, string value)
    {
        var atelier = await Atelier.In(_market);
        var product = await atelier.CompleteDraft();

        using var response = await (await _market.As(atelier.Maker)).Post(Address(atelier, product), [.. Good().Where(pair => pair.Name != field), (field, value)]);

        var html = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Ct));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("class=\"error", html);
        Assert.Contains(field == "Number" ? "UBND tỉnh Tuyên Quang" : "148/QĐ-UBND", html);
        Assert.Equal(0, await _market.Read(db => db.Certificates.CountAsync(Ct)));
    }

    [Fact]
    public async Task Stars_are_for_ocop_only()
    {
        var atelier = await Atelier.In(_market);
        var product = await atelier.CompleteDraft();

        var with = await _market.Send(Claim(atelier, product) with { Kind = CertificateKind.Organic });
        var without = await _market.Send(Claim(atelier, product) with { Kind = CertificateKind.Organic, Stars = null });

        Assert.Equal("listings.certificate-stars", Assert.Single(with.Refusals).Code);
        Assert.True(without.Succeeded);
    }

    [Fact]
    public async Task Five_certificates_and_no_more()
    {
        var atelier = await Atelier.In(_market);
        var product = await atelier.CompleteDraft();
        for (var i = 0; i < 5; i++)
        {
            Assert.True((await _market.Send(Claim(atelier, product) with { Number = $"N{i}" })).Succeeded);
        }

        Assert.Equal("listings.too-many-certificates", Assert.Single((await _market.Send(Claim(atelier, product))).Refusals).Code);
    }

    [Fact]
    public async Task Another_shops_certificates_are_not_found()
    {
        var atelier = await Atelier.In(_market);
        var other = await Atelier.In(_market, "Nhà Khác", atelier.Stall);
        var product = await atelier.CompleteDraft();
        var browser = await _market.As(other.Maker);

        foreach (var address in (string[])[Address(atelier, product), Address(other, product)])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(address)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await browser.Post(address, Good())).StatusCode);
        }

        Assert.Equal([ProductRefusals.NotFound], (await _market.Send(Claim(other, product))).Refusals);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Address(Atelier atelier, Product product) => $"{atelier.Root}/listings/{product.Id.Value}/certificates";

    private static (string Name, string Value)[] Good() =>
        [("Kind", "Ocop"), ("Stars", "4"), ("Number", "148/QĐ-UBND"), ("Issuer", "UBND tỉnh Tuyên Quang"), ("ValidFrom", "2026-01-15"), ("ValidUntil", "2027-01-15")];

    private static AddCertificate Claim(Atelier atelier, Product product) => new(
        atelier.Producer.Id, atelier.Actor, product.Id, CertificateKind.Ocop, 4, "148/QĐ-UBND", "UBND tỉnh Tuyên Quang", new DateOnly(2026, 1, 15), new DateOnly(2027, 1, 15));
}
