using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Producers;
using Marketplace.Features.Listings.Preview;
using Marketplace.Features.Listings.Status;
using Marketplace.Features.Moderation;
using Marketplace.Features.Moderation.Producers;
using Marketplace.Features.Moderation.Products;
using Marketplace.Features.Moderation.Undo;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Moderation;

public sealed class UndoTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData(Verdict.Approve)]
    [InlineData(Verdict.AskChanges)]
    [InlineData(Verdict.Reject)]
    public async Task A_slip_of_the_hand_is_taken_back_and_the_maker_never_hears_of_it(Verdict verdict)
    {
        var (atelier, product, moderator) = await Submitted();
        var browser = await _market.As(moderator);
        await browser.Post($"/moderation/products/{product.Value}", ("Shown", $"{(await atelier.Reload(product)).Version}"), ("Verdict", $"{verdict}"), ("Reasons", "photo-unclear"), ("Message", "Nhầm"));
        var queue = await browser.Open("/moderation");

        _market.Clock.Advance(TimeSpan.FromMinutes(9));
        using var undone = await browser.Post($"/moderation/products/{product.Value}/undo");

        Assert.Single(queue.QuerySelectorAll("form[action$='/undo']"));
        Assert.EndsWith($"/moderation/products/{product.Value}", undone.Headers.Location!.ToString());
        var saved = await atelier.Reload(product);
        Assert.Equal((ProductStatus.Submitted, ""), (saved.Status, saved.ReviewMessage));
        Assert.Equal(0, await _market.Read(db => db.OutboxMessages.CountAsync(Ct)));
        Assert.Empty((await browser.Open("/moderation")).QuerySelectorAll("form[action$='/undo']"));
        Assert.NotNull((await _market.Read(db => db.ReviewDecisions.SingleAsync(Ct))).UndoneAt);

        // And it can be decided again, in the other direction.
        Assert.True((await _market.Send(new DecideOnProduct(product, moderator.UserId, Verdict.Approve, [], ""))).Succeeded);
        Assert.Equal(1, await _market.Read(db => db.OutboxMessages.CountAsync(Ct)));
    }

    [Fact]
    public async Task What_was_published_by_mistake_leaves_the_shop_again()
    {
        var (atelier, product, moderator) = await Submitted();
        await _market.Send(new DecideOnProduct(product, moderator.UserId, Verdict.Approve, [], ""));
        var slug = (await atelier.Reload(product)).Slug;
        await _market.AsGuest().Open($"/p/{slug}");

        Assert.True((await _market.Send(new UndoProductDecision(product, moderator.UserId))).Succeeded);

        await _market.AsGuest().Open($"/p/{slug}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task After_ten_minutes_the_maker_is_told_and_nothing_is_taken_back()
    {
        var (atelier, product, moderator) = await Submitted();
        await _market.Send(new DecideOnProduct(product, moderator.UserId, Verdict.Approve, [], ""));
        var message = await _market.Read(db => db.OutboxMessages.SingleAsync(Ct));
        Assert.Equal(_market.Clock.GetUtcNow() + TimeSpan.FromMinutes(10), message.DueAt);

        _market.Clock.Advance(TimeSpan.FromMinutes(10));
        using var late = await (await _market.As(moderator)).Post($"/moderation/products/{product.Value}/undo");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Contains("10 phút", await late.Content.ReadAsStringAsync(Ct));
        Assert.Equal(ProductStatus.Published, (await atelier.Reload(product)).Status);
        Assert.Equal(1, await _market.Read(db => db.OutboxMessages.CountAsync(Ct)));
    }

    [Fact]
    public async Task A_colleagues_decision_is_not_mine_to_take_back()
    {
        var (atelier, product, moderator) = await Submitted();
        await _market.Send(new DecideOnProduct(product, moderator.UserId, Verdict.Approve, [], ""));

        var result = await _market.Send(new UndoProductDecision(product, UserId.New()));

        Assert.Equal("moderation.undo-too-late", Assert.Single(result.Refusals).Code);
        Assert.Equal(ProductStatus.Published, (await atelier.Reload(product)).Status);
    }

    [Fact]
    public async Task What_the_maker_did_since_is_not_undone_with_it()
    {
        var (atelier, product, moderator) = await Submitted();
        await _market.Send(new DecideOnProduct(product, moderator.UserId, Verdict.AskChanges, ["photo-unclear"], ""));
        await _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, product, ["maker-declaration"], false));

        var resubmitted = await _market.Send(new UndoProductDecision(product, moderator.UserId));
        await _market.Send(new DecideOnProduct(product, moderator.UserId, Verdict.Approve, [], ""));
        await _market.Send(new PutOnSale(atelier.Producer.Id, atelier.Actor, product, false));
        var paused = await _market.Send(new UndoProductDecision(product, moderator.UserId));

        Assert.Equal([ProductRefusals.ChangedSinceReview], resubmitted.Refusals);
        Assert.Equal([ProductRefusals.ChangedSinceReview], paused.Refusals);
        Assert.Equal(ProductStatus.Paused, (await atelier.Reload(product)).Status);
    }

    [Fact]
    public async Task Six_undos_at_once_are_one()
    {
        var (_, product, moderator) = await Submitted();
        await _market.Send(new DecideOnProduct(product, moderator.UserId, Verdict.Approve, [], ""));

        var results = await _market.SendAtOnce(6, () => new UndoProductDecision(product, moderator.UserId));

        Assert.Single(results, result => result.Succeeded);
    }

    [Fact]
    public async Task An_application_decided_by_mistake_waits_again()
    {
        var (atelier, _, moderator) = await Submitted();
        await _market.Read(db => db.Producers.ExecuteUpdateAsync(
            set => set.SetProperty(producer => producer.Status, ProducerStatus.Applied).SetProperty(producer => producer.VerifiedAt, (DateTimeOffset?)null), Ct));
        var browser = await _market.As(moderator);
        await browser.Post($"/moderation/producers/{atelier.Producer.Id.Value}", ("Verdict", "Approve"), ("Shown", $"{await _market.Read(db => db.Producers.Select(producer => producer.Version).SingleAsync(Ct))}"));

        using var undone = await browser.Post($"/moderation/producers/{atelier.Producer.Id.Value}/undo");

        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
        var producer = await _market.Read(db => db.Producers.AsNoTracking().SingleAsync(Ct));
        Assert.Equal((ProducerStatus.Applied, null), (producer.Status, producer.VerifiedAt));
        Assert.Equal(0, await _market.Read(db => db.OutboxMessages.CountAsync(Ct)));
        Assert.Contains("đã hoàn tác", (await browser.Open($"/moderation/producers/{atelier.Producer.Id.Value}")).Body!.TextContent);
    }

    [Fact]
    public async Task There_is_nothing_to_take_back_where_nothing_was_decided()
    {
        var (atelier, product, moderator) = await Submitted();
        var browser = await _market.As(moderator);

        foreach (var path in (string[])[$"products/{product.Value}", $"producers/{atelier.Producer.Id.Value}", $"products/{Guid.NewGuid()}", $"producers/{Guid.NewGuid()}"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.Post($"/moderation/{path}/undo")).StatusCode);
        }
    }

    [Fact]
    public async Task A_listing_half_reworked_is_not_taken_back_into_review()
    {
        var (atelier, product, moderator) = await Submitted();
        await _market.Send(new DecideOnProduct(product, moderator.UserId, Verdict.AskChanges, ["story-missing"], ""));
        _market.Clock.Advance(TimeSpan.FromMinutes(3));
        await _market.Send(new Marketplace.Features.Listings.Story.SetStory(atelier.Producer.Id, atelier.Actor, product, "Khăn lanh", "Mới viết được nửa chừng, còn kể tiếp."));

        var undone = await _market.Send(new UndoProductDecision(product, moderator.UserId));

        // Nor is it offered any more.
        Assert.Empty((await (await _market.As(moderator)).Open("/moderation")).QuerySelectorAll("form[action$='/undo']"));
        Assert.Equal([ProductRefusals.ChangedSinceReview], undone.Refusals);
        Assert.Equal(ProductStatus.ChangesRequested, (await atelier.Reload(product)).Status);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<(Atelier Atelier, ProductId Product, User Moderator)> Submitted()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        Assert.Empty((await _market.Send(new SubmitListing(atelier.Producer.Id, atelier.Actor, draft.Id, ["maker-declaration"], false))).Refusals);
        return (atelier, draft.Id, await _market.GivenUser(Some.User(), Roles.Moderator));
    }
}
