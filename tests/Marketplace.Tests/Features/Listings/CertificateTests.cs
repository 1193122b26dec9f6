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
    public async Task A_claim_is_refused_with_a_reason_that_the_maker_reads_and_may_be_made_again()
    {
        var atelier = await Atelier.In(_market);
        var product = await atelier.CompleteDraft();
        await _market.Send(Claim(atelier, product));
        var id = await _market.Read(db => db.Certificates.Select(certificate => certificate.Id).SingleAsync(Ct));
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));

        using var unsaid = await moderator.Post($"/moderation/certificates/{id.Value}", ("accepted", "false"), ("reason", "x"));
        var page = await unsaid.Page();
        using var refused = await moderator.Post($"/moderation/certificates/{id.Value}", ("accepted", "false"), ("reason", "Số giấy không có trong sổ."));
        using var again = await moderator.Post($"/moderation/certificates/{id.Value}", ("accepted", "false"));
        using var neither = await moderator.Post($"/moderation/certificates/{id.Value}", ("accepted", "perhaps"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsaid.StatusCode);
        Assert.Equal("x", page.QuerySelector($"#reason-{id.Value}")!.TextContent.Trim());
        Assert.Equal($"#reason-{id.Value}", page.QuerySelector(".errors a")!.GetAttribute("href"));
        Assert.Equal($"reason-{id.Value}-error", page.QuerySelector($"#reason-{id.Value}[aria-invalid=true]")!.GetAttribute("aria-describedby"));
        Assert.NotNull(page.QuerySelector($".error#reason-{id.Value}-error"));
        Assert.Contains("Số giấy không có trong sổ.", System.Text.RegularExpressions.Regex.Unescape((await _market.Read(db => db.OutboxMessages.SingleAsync(Ct))).Payload));
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.BadRequest), (refused.StatusCode, again.StatusCode, neither.StatusCode));
        Assert.Equal(0, await _market.Read(db => db.Certificates.CountAsync(Ct)));
        Assert.True((await _market.Send(Claim(atelier, product))).Succeeded);
    }

    [Fact]
    public async Task A_verified_certificate_is_taken_back_and_leaves_the_page()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Trà shan tuyết");
        await atelier.Stall.Open();
        await _market.Send(Claim(atelier, product));
        var id = await _market.Read(db => db.Certificates.Select(certificate => certificate.Id).SingleAsync(Ct));
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        await moderator.Post($"/moderation/certificates/{id.Value}", ("accepted", "true"));
        await moderator.Post($"/moderation/certificates/{id.Value}", ("accepted", "true"));
        var shown = await _market.AsGuest().Open($"/p/{product.Slug}");

        using var taken = await moderator.Post($"/moderation/certificates/{id.Value}", ("accepted", "false"), ("reason", "Giấy đã bị thu hồi."));

        Assert.Contains("148/QĐ-UBND", shown.Body!.TextContent);
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        Assert.DoesNotContain("148/QĐ-UBND", (await _market.AsGuest().Open($"/p/{product.Slug}")).Body!.TextContent);
        Assert.Equal(1, await _market.Read(db => db.AuditEvents.CountAsync(entry => entry.Action == "certificate.verify", Ct)));
    }

    [Fact]
    public async Task The_queue_of_certificates_waits_since_the_claim_not_since_the_listing()
    {
        var atelier = await Atelier.In(_market);
        var (old, young) = (atelier.Stall.Product(atelier.Producer, "Trà shan tuyết"), atelier.Stall.Product(atelier.Producer, "Trà ướp sen"));
        await atelier.Stall.Open();
        _market.Clock.Advance(TimeSpan.FromDays(30));
        await _market.Send(Claim(atelier, young));
        _market.Clock.Advance(TimeSpan.FromHours(5));
        await _market.Send(Claim(atelier, old));
        _market.Clock.Advance(TimeSpan.FromHours(2));
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));

        var rows = (await moderator.Open("/moderation")).Texts("tr[data-kind=certificates]");

        Assert.Equal(2, rows.Count);
        Assert.StartsWith("Trà ướp sen · 148/QĐ-UBND Chứng nhận chưa xác minh 7 giờ", rows[0]);
        Assert.StartsWith("Trà shan tuyết · 148/QĐ-UBND Chứng nhận chưa xác minh 2 giờ", rows[1]);
    }

    [Theory]
    [InlineData("NameVi")]
    [InlineData("NameEn")]
    [InlineData("CategoryId")]
    public async Task Under_another_name_or_kind_a_verified_certificate_waits_for_a_moderator_again(string changed)
    {
        var atelier = await Atelier.In(_market);
        var otherKind = (await Atelier.In(_market, "Nhà Khác", atelier.Stall)).Kind;
        var product = atelier.Stall.Product(atelier.Producer, "Trà shan tuyết", category: atelier.Kind);
        await atelier.Stall.Open();
        await _market.Send(Claim(atelier, product));
        await _market.Read(db => db.Certificates.ExecuteUpdateAsync(set => set.SetProperty(certificate => certificate.VerifiedAt, _market.Clock.GetUtcNow()), Ct));
        var browser = await _market.As(atelier.Maker);
        var listing = $"{atelier.Root}/listings/{product.Id.Value}";
        var (nameEn, story) = (product.NameEn, product.StoryVi);
        using var same = await Details(nameEn, product.CategoryId);
        using var sameStory = await browser.Post($"{listing}/story", ("NameVi", "Trà shan tuyết"), ("StoryVi", story));
        var still = await Verified();
        var warned = await browser.Open(changed == "NameVi" ? $"{listing}/story" : $"{listing}/details");

        using var saved = changed switch
        {
            "NameVi" => await browser.Post($"{listing}/story", ("NameVi", "Trà túi lọc"), ("StoryVi", story)),
            "NameEn" => await Details("Tea bags", product.CategoryId),
            _ => await Details(nameEn, otherKind.Id),
        };

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.Redirect), (same.StatusCode, sameStory.StatusCode, saved.StatusCode));
        Assert.NotNull(still);
        Assert.Contains("chờ xác minh lại", warned.QuerySelector("main .banner")!.TextContent, StringComparison.Ordinal);
        Assert.Null(await Verified());
        Assert.Contains("Chờ xác minh", (await browser.Open($"{listing}/preview")).QuerySelector("article")!.TextContent, StringComparison.Ordinal);
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        Assert.Single((await moderator.Open("/moderation")).Texts("tr[data-kind=certificates]"));

        Task<DateTimeOffset?> Verified() => _market.Read(db => db.Certificates.Select(certificate => certificate.VerifiedAt).SingleAsync(Ct));

        Task<HttpResponseMessage> Details(string english, int category) => browser.Post(
            $"{listing}/details", ("CategoryId", $"{category}"), ("NameEn", english), ("Method", "hand"), ("WeightGrams", "300"), ("ProvinceId", $"{atelier.Stall.TuyenQuang.Id}"),
            ("UnitId", $"{product.OriginUnitId}"), ("Declared", "maker-declaration"));
    }

    [Fact]
    public async Task The_preview_shows_care_technique_batch_and_certificates_too()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var technique = new Marketplace.Domain.Heritage.Technique { Slug = "batik", NameVi = "Vẽ, in sáp ong", NameEn = "Wax-resist" };
        await _market.Given(technique, new Lot { Id = LotId.New(), ProductId = draft.Id, Code = "L-2026-07", MadeOn = new DateOnly(2026, 7, 1), UnitId = draft.OriginUnitId });
        await _market.Send(new Marketplace.Features.Listings.Details.SetDetails(
            atelier.Producer.Id, atelier.Actor, draft.Id, atelier.Kind.Id, [technique.Id], "", "", "", "", "Giặt tay, phơi râm", "", "hand", null, null, null, null, 300, null, draft.OriginUnitId));
        await _market.Send(Claim(atelier, draft));

        var page = (await (await _market.As(atelier.Maker)).Open($"{atelier.Root}/listings/{draft.Id.Value}/preview")).QuerySelector("article")!.TextContent;

        Assert.All((string[])["Vẽ, in sáp ong", "Giặt tay, phơi râm", "L-2026-07", "148/QĐ-UBND"], words => Assert.Contains(words, page));
    }

    [Fact]
    public async Task The_maker_withdraws_a_claim()
    {
        var atelier = await Atelier.In(_market);
        var product = await atelier.CompleteDraft();
        await _market.Send(Claim(atelier, product));
        var browser = await _market.As(atelier.Maker);

        var form = (await browser.Open(Address(atelier, product))).QuerySelector("form[action$='/withdrawal']")!.GetAttribute("action")!;
        using var withdrawn = await browser.Post(form);

        Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        Assert.Equal(0, await _market.Read(db => db.Certificates.CountAsync(Ct)));
    }

    [Fact]
    public async Task The_same_paper_is_claimed_once_also_by_two_clicks_at_once()
    {
        var atelier = await Atelier.In(_market);
        var product = await atelier.CompleteDraft();

        var results = await Task.WhenAll(_market.Send(Claim(atelier, product)), _market.Send(Claim(atelier, product)));
        var other = await _market.Send(Claim(atelier, product) with { Issuer = "UBND tỉnh khác" });

        Assert.All(results, result => Assert.True(result.Succeeded));
        Assert.Equal("listings.certificate-there", Assert.Single(other.Refusals).Code);
        Assert.Equal(1, await _market.Read(db => db.Certificates.CountAsync(Ct)));
    }

    [Fact]
    public async Task Certificates_that_have_ended_leave_room_for_new_ones()
    {
        var atelier = await Atelier.In(_market);
        var product = await atelier.CompleteDraft();
        for (var i = 0; i < 5; i++)
        {
            await _market.Send(Claim(atelier, product) with { Number = $"N{i}" });
        }

        _market.Clock.Advance(TimeSpan.FromDays(365));
        var renewed = await _market.Send(Claim(atelier, product) with { Number = "N0", ValidUntil = new DateOnly(2029, 1, 15) });

        Assert.Empty(renewed.Refusals);
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

    internal static string Address(Atelier atelier, Product product) => $"{atelier.Root}/listings/{product.Id.Value}/certificates";

    internal static (string Name, string Value)[] Good() =>
        [("Kind", "Ocop"), ("Stars", "4"), ("Number", "148/QĐ-UBND"), ("Issuer", "UBND tỉnh Tuyên Quang"), ("ValidFrom", "2026-01-15"), ("ValidUntil", "2027-01-15")];

    private static AddCertificate Claim(Atelier atelier, Product product) => new(
        atelier.Producer.Id, atelier.Actor, product.Id, CertificateKind.Ocop, 4, "148/QĐ-UBND", "UBND tỉnh Tuyên Quang", new DateOnly(2026, 1, 15), new DateOnly(2027, 1, 15));
}
