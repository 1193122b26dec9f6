using System.Net;
using System.Text;
using Marketplace.Domain.Accounts;
using Marketplace.Features.Orders.ReportProblem;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NetVips;

namespace Marketplace.Tests.Features.Orders;

public sealed class ProblemPhotosTests : IDisposable
{
    private readonly CrowdedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_photo_is_seen_by_the_buyer_by_the_maker_concerned_and_by_officers_only()
    {
        var (placed, atelier) = await _market.Placed();
        var other = await Atelier.In(_market, "Nhà khác", atelier.Stall);
        var buyer = _market.AsGuest();

        var sent = await buyer.Report(placed, Pictures.Jpeg());
        var page = await Walk.Page(await buyer.Get(Walk.Location(sent)));
        var own = page.QuerySelector("main img.photo")!.GetAttribute("src")!;
        var theirs = $"/problems/{placed.Number}/photos/{own.Split('/')[^1].Split('?')[0]}";

        var shown = await buyer.Get(own);
        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (shown.StatusCode, shown.Content.Headers.ContentType?.MediaType));
        Assert.Contains("no-store", shown.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _market.AsGuest().Get(own.Split('?')[0])).StatusCode);
        foreach (var (user, expected) in new[]
        {
            (atelier.Maker, HttpStatusCode.OK), (other.Maker, HttpStatusCode.NotFound), (await _market.GivenUser(Some.User()), HttpStatusCode.NotFound),
            (await _market.GivenUser(Some.User(), Roles.Moderator), HttpStatusCode.OK), (await _market.GivenUser(Some.User(), Roles.ProgrammeManager), HttpStatusCode.NotFound),
        })
        {
            var browser = await _market.As(user);
            Assert.Equal(expected, (await browser.Get($"/problems/{placed.Number}")).StatusCode);
            Assert.Equal(expected, (await browser.Get(theirs)).StatusCode);
        }
    }

    [Fact]
    public async Task A_photo_keeps_nothing_of_the_phone_that_took_it_and_the_message_says_where_it_is()
    {
        var (placed, _) = await _market.Placed();
        using var image = Image.Black(1600, 1200).Mutate(mutable => mutable.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "22/1 57/1 0/1"));

        await _market.AsGuest().Report(placed, image.JpegsaveBuffer());

        var file = Assert.Single(_market.PrivateFiles());
        using var kept = Image.NewFromFile(file);
        Assert.Equal((960, 720), (kept.Width, kept.Height));
        Assert.DoesNotContain(kept.GetFields(), field => field.StartsWith("exif", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(Path.Combine(_market.DataFolder, "media", "incoming")));
        Assert.Contains($"/problems/{placed.Number}", await _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("problem:")).Select(message => message.Payload).FirstAsync()), StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[], string> Attacks() => new()
    {
        { "an SVG with script", Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), "n’est pas une image" },
        { "a JPEG's first bytes and then a script", [0xFF, 0xD8, 0xFF, 0xE0, .. Encoding.UTF8.GetBytes("<script>alert(1)</script>")], "Impossible d’ouvrir" },
        { "half a picture", Pictures.Jpeg()[..(Pictures.Jpeg().Length / 2)], "Impossible d’ouvrir" },
        { "too small a picture", Pictures.Jpeg(50), "trop petite" },
        { "13 MB", [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[13 * 1024 * 1024]], "dépasse 12 Mo" },
    };

    // The runner would write each upload out as text to give its row a name: minutes and gigabytes.
    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Attacks))]
    public async Task A_hostile_photo_is_refused_in_the_buyers_language_and_the_words_are_kept(string what, byte[] photo, string message)
    {
        var (placed, _) = await _market.Placed();

        var refused = await _market.AsGuest().Report(placed, "/fr", Pictures.Jpeg(), photo);
        var page = await Walk.Page(refused);

        Assert.True(refused.StatusCode == HttpStatusCode.UnprocessableEntity, what);
        Assert.Contains(message, page.QuerySelector("#Photos-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Khăn bị rách một góc.", page.QuerySelector("[name=Text]")!.TextContent.Trim());
        Assert.Empty(_market.PrivateFiles());
        Assert.False(await _market.Read(db => db.OutboxMessages.AnyAsync(told => told.IdempotencyKey.StartsWith("problem:"))));
    }

    [Fact]
    public async Task More_than_three_photos_at_once_and_more_than_twelve_in_all_are_refused()
    {
        var (placed, _) = await _market.Placed();
        var buyer = _market.AsGuest();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await buyer.Report(placed, [.. Enumerable.Range(0, 4).Select(number => Pictures.Jpeg(300 + number))])).StatusCode);
        for (var turn = 0; turn < 4; turn++)
        {
            _market.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(HttpStatusCode.Redirect, (await buyer.Report(placed, [.. Enumerable.Range(turn * 3, 3).Select(number => Pictures.Jpeg(300 + number))])).StatusCode);
        }

        _market.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await buyer.Report(placed, Pictures.Jpeg(400))).StatusCode);
        Assert.Equal(12, _market.PrivateFiles().Length);
        Assert.Equal(HttpStatusCode.Redirect, (await buyer.Report(placed)).StatusCode);
        await _market.Close(placed);

        // The same photos once more, after an answer that was lost: they are there already.
        Assert.Equal(HttpStatusCode.Redirect, (await buyer.Report(placed, Pictures.Jpeg(300), Pictures.Jpeg(301))).StatusCode);
    }

    /// <summary>Somebody else changes the order each time just before the report is saved.</summary>
    [Fact]
    public async Task A_report_that_loses_its_race_leaves_no_photo_behind()
    {
        using var market = new InterruptedMarket();
        var (placed, _) = await market.Placed();
        market.Before("UPDATE \"Orders\" SET \"Version\" = \"Version\" + 1", "UPDATE \"Orders\"");
        market.Before("UPDATE \"Orders\" SET \"Version\" = \"Version\" + 1", "UPDATE \"Orders\"");

        var lost = await market.AsGuest().Report(placed, Pictures.Jpeg());

        Assert.True(market.IsOver);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, lost.StatusCode);
        Assert.Empty(market.PrivateFiles());
    }

    [Fact]
    public async Task Photos_are_forgotten_half_a_year_later()
    {
        var (placed, _) = await _market.Placed();
        var buyer = _market.AsGuest();
        await buyer.Report(placed, Pictures.Jpeg());

        _market.Clock.Advance(TimeSpan.FromDays(179));
        await _market.Send(new ForgetProblemPhotos());
        Assert.NotNull((await Walk.Page(await buyer.Get($"/orders/{placed.Number}/problem?key={placed.Key}"))).QuerySelector("main img.photo"));

        _market.Clock.Advance(TimeSpan.FromDays(2));
        await _market.Send(new ForgetProblemPhotos());
        Assert.Null((await Walk.Page(await buyer.Get($"/orders/{placed.Number}/problem?key={placed.Key}"))).QuerySelector("main img.photo"));
    }
}
