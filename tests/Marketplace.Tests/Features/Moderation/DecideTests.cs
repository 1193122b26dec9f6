using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Features.Moderation;
using Marketplace.Features.Moderation.Producers;
using Marketplace.Features.Moderation.Products;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Moderation;

public sealed class DecideTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_verified_producer_is_told_and_the_decision_is_kept()
    {
        var producer = await Applicant();

        var result = await _market.Send(new DecideOnProducer(producer, UserId.New(), Verdict.Approve, [], ""));

        Assert.Empty(result.Refusals);
        Assert.Equal(ProducerStatus.Verified, await Status(producer));
        Assert.Equal(1, await _market.Read(db => db.AuditEvents.CountAsync(entry => entry.Action == "producer.review", Ct)));
        var message = await _market.Read(db => db.OutboxMessages.SingleAsync(Ct));
        Assert.Contains("84912345678", message.Payload);
    }

    [Fact]
    public async Task Asking_for_changes_needs_a_reason_whose_words_the_maker_reads()
    {
        var producer = await Applicant();

        var without = await _market.Send(new DecideOnProducer(producer, UserId.New(), Verdict.AskChanges, [], ""));
        var unknown = await _market.Send(new DecideOnProducer(producer, UserId.New(), Verdict.AskChanges, ["because"], ""));
        var with = await _market.Send(new DecideOnProducer(producer, UserId.New(), Verdict.AskChanges, ["place-wrong"], ""));

        Assert.Equal("moderation.reason-required", Assert.Single(without.Refusals).Code);
        Assert.Equal("moderation.reason-required", Assert.Single(unknown.Refusals).Code);
        Assert.True(with.Succeeded);
        Assert.StartsWith("Nơi làm chưa đúng", await _market.Read(db => db.Producers.Where(row => row.Id == producer).Select(row => row.ReviewMessage).SingleAsync(Ct)));
    }

    [Fact]
    public async Task A_decision_is_taken_once()
    {
        var producer = await Applicant();
        await _market.Send(new DecideOnProducer(producer, UserId.New(), Verdict.Reject, ["other"], "Gọi lại cho chợ nhé."));

        var second = await _market.Send(new DecideOnProducer(producer, UserId.New(), Verdict.Approve, [], ""));

        Assert.Equal([ProducerRefusals.NotWaitingForReview], second.Refusals);
        Assert.Equal(ProducerStatus.Rejected, await Status(producer));
        Assert.Equal(1, await _market.Read(db => db.OutboxMessages.CountAsync(Ct)));
    }

    [Fact]
    public async Task Two_moderators_at_once_make_one_decision()
    {
        var producer = await Applicant();

        var results = await _market.SendAtOnce(6, () => new DecideOnProducer(producer, UserId.New(), Verdict.Approve, [], ""));

        Assert.Equal(1, results.Count(result => result.Succeeded));
        Assert.Equal(1, await _market.Read(db => db.OutboxMessages.CountAsync(Ct)));
    }

    [Fact]
    public async Task An_approved_listing_goes_on_sale_and_the_decision_is_kept_for_ever()
    {
        var atelier = await Atelier.In(_market);
        var product = await Submitted(atelier);

        var result = await _market.Send(new DecideOnProduct(product, UserId.New(), Verdict.Approve, [], ""));

        Assert.Empty(result.Refusals);
        var saved = await atelier.Reload(product);
        Assert.Equal((ProductStatus.Published, _market.Clock.GetUtcNow()), (saved.Status, saved.PublishedAt));
        Assert.Equal(ProductStatus.Published, (await _market.Read(db => db.ReviewDecisions.SingleAsync(Ct))).Decision);
    }

    [Fact]
    public async Task What_changed_since_the_page_was_opened_is_not_decided_on_but_shown_anew()
    {
        var atelier = await Atelier.In(_market);
        var product = await Submitted(atelier);
        var browser = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        var stale = await browser.Open($"/moderation/products/{product.Value}");
        await _market.Send(new DecideOnProduct(product, UserId.New(), Verdict.AskChanges, ["photo-unclear"], ""));
        await _market.Send(new Marketplace.Features.Listings.Story.SetStory(atelier.Producer.Id, atelier.Actor, product, "Cao xương chữa bệnh", "Chuyện khác hẳn, chưa ai xem qua bao giờ."));
        await _market.Send(new Marketplace.Features.Listings.Preview.SubmitListing(atelier.Producer.Id, atelier.Actor, product, ["maker-declaration"], true));

        using var refused = await browser.Post($"/moderation/products/{product.Value}", ("Verdict", "Approve"), ("Shown", Shown(stale)));
        using var unsaid = await browser.Post($"/moderation/products/{product.Value}", ("Verdict", "Approve"));
        var still = (await atelier.Reload(product)).Status;
        var page = await refused.Page();
        using var approved = await browser.Post($"/moderation/products/{product.Value}", ("Verdict", "Approve"), ("Shown", Shown(page)));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, ProductStatus.Submitted), (refused.StatusCode, unsaid.StatusCode, still));
        Assert.Contains("đã đổi", page.QuerySelector(".errors")!.TextContent);
        Assert.Contains("Cao xương chữa bệnh", page.QuerySelector("h1")!.TextContent);
        Assert.Equal((HttpStatusCode.Redirect, ProductStatus.Published), (approved.StatusCode, (await atelier.Reload(product)).Status));

        static string Shown(AngleSharp.Dom.IParentNode page) => page.QuerySelector("[name=Shown]")!.GetAttribute("value")!;
    }

    [Fact]
    public async Task Only_changes_that_were_shown_count_as_seen()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi thổ cẩm");
        await atelier.Stall.Open();
        for (var i = 0; i < 60; i++)
        {
            await _market.Send(new Marketplace.Features.Listings.Story.SetStory(atelier.Producer.Id, atelier.Actor, product.Id, $"Túi thổ cẩm {i}", ""));
        }

        var browser = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        var page = await browser.Open($"/moderation/products/{product.Id.Value}");
        var (first, last) = (page.QuerySelector("[name=firstShown]")!.GetAttribute("value")!, page.QuerySelector("[name=lastShown]")!.GetAttribute("value")!);
        await browser.Post($"/moderation/products/{product.Id.Value}/edits", ("firstShown", first), ("lastShown", last));

        Assert.Equal(10, await _market.Read(db => db.ProductEdits.CountAsync(edit => edit.SeenAt == null, Ct)));
    }

    [Fact]
    public async Task A_listing_sent_back_carries_the_moderators_own_words()
    {
        var atelier = await Atelier.In(_market);
        var product = await Submitted(atelier);

        await _market.Send(new DecideOnProduct(product, UserId.New(), Verdict.AskChanges, ["photo-unclear"], "Chụp lại ngoài sân nhé chị."));

        var saved = await atelier.Reload(product);
        Assert.Equal((ProductStatus.ChangesRequested, "Chụp lại ngoài sân nhé chị."), (saved.Status, saved.ReviewMessage));
        Assert.Contains("Chụp lại", System.Text.RegularExpressions.Regex.Unescape((await _market.Read(db => db.OutboxMessages.SingleAsync(Ct))).Payload));
    }

    [Theory]
    [InlineData(Roles.Buyer)]
    [InlineData(Roles.ProducerMember)]
    [InlineData(Roles.FinanceOfficer)]
    public async Task Only_moderators_see_the_queue(string role)
    {
        var browser = await _market.As(await _market.GivenUser(Some.User(), role));

        var response = await browser.Get("/moderation");

        Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task The_queue_shows_the_longest_wait_first_with_its_age_and_opens_each_page()
    {
        var atelier = await Atelier.In(_market);
        var first = await Submitted(atelier);
        _market.Clock.Advance(TimeSpan.FromHours(50));
        await Submitted(atelier);
        await Applicant();
        var browser = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));

        var queue = await (await browser.Get("/moderation")).Content.ReadAsStringAsync(Ct);
        var page = await browser.Get($"/moderation/products/{first.Value}");

        Assert.Contains("2 ngày", queue);
        Assert.True(queue.IndexOf(first.Value.ToString(), StringComparison.Ordinal) < queue.LastIndexOf("/moderation/products/", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Khăn lanh nhuộm chàm", await page.Content.ReadAsStringAsync(Ct));
    }

    public static TheoryData<string, string> BadFields() => new()
    {
        { "Verdict", "" }, { "Verdict", "99" }, { "Verdict", "Maybe" }, { "Reasons", "<script>" }, { "Message", new string('x', 2001) },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task A_decision_that_cannot_be_read_is_refused_in_words(string field, string value)
    {
        var producer = await Applicant();
        var browser = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        var fields = new[] { ("Verdict", "Reject"), ("Reasons", "other"), ("Message", "Lời nhắn") }.Where(pair => pair.Item1 != field).Append((field, value)).ToArray();

        var response = await browser.Post($"/moderation/producers/{producer.Value}", fields);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(ProducerStatus.Applied, await Status(producer));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<ProducerId> Applicant()
    {
        var stall = await _market.Read(db => db.AdminUnits.Where(unit => unit.Level == AdminLevel.Commune).Select(unit => (int?)unit.Id).FirstOrDefaultAsync(Ct));
        var unit = stall ?? (await Stall.In(_market)).LungTam.Id;
        var producer = new Producer
        {
            Id = ProducerId.New(),
            Kind = ProducerKind.Household,
            Slug = $"nha-{Guid.NewGuid():N}",
            NameVi = "Nhà mới",
            UnitId = unit,
            Phone = "+84912345678",
            AppliedAt = _market.Clock.GetUtcNow(),
        };
        await _market.Given(producer);
        return producer.Id;
    }

    private async Task<ProductId> Submitted(Atelier atelier)
    {
        var draft = await atelier.CompleteDraft();
        var result = await _market.Send(new Marketplace.Features.Listings.Preview.SubmitListing(atelier.Producer.Id, atelier.Actor, draft.Id, ["maker-declaration"], false));
        Assert.Empty(result.Refusals);
        return draft.Id;
    }

    private Task<ProducerStatus> Status(ProducerId id) => _market.Read(db => db.Producers.Where(producer => producer.Id == id).Select(producer => producer.Status).SingleAsync(Ct));
}
