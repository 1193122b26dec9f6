using System.Net;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Listings;

public sealed class CertificateRefusalTests(SharedAtelier shop) : IClassFixture<SharedAtelier>
{
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
        using var response = await shop.Browser.Post(CertificateTests.Address(shop.Atelier, shop.Draft), [.. CertificateTests.Good().Where(pair => pair.Name != field), (field, value)]);

        var html = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Ct));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("class=\"error", html);
        Assert.Contains(field == "Number" ? "UBND tỉnh Tuyên Quang" : "148/QĐ-UBND", html);
        Assert.Equal(0, await shop.Market.Read(db => db.Certificates.CountAsync(Ct)));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
