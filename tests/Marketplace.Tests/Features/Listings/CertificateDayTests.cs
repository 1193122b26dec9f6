using System.Net;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Listings;

public sealed class CertificateDayTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("", "Ghi ngày hết hiệu lực")]
    [InlineData("2026-01-01", "phải sau ngày")]
    public async Task A_certificate_without_its_last_day_is_told_so(string until, string words)
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();

        using var refused = await (await _market.As(atelier.Maker)).Post(
            $"{atelier.Root}/listings/{draft.Id.Value}/certificates", ("Kind", "Organic"), ("Number", "12"), ("Issuer", "UBND tỉnh"), ("ValidFrom", "2026-02-01"), ("ValidUntil", until));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(words, (await refused.Page()).QuerySelector(".errors")!.TextContent);
    }
}
