using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Domain.Reviews;
using Marketplace.Features.Media.Process;
using Marketplace.Features.Media.Sweep;
using Marketplace.Features.Moderation;
using Marketplace.Features.Moderation.Reviews;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Marketplace.Tests.Support.ReviewedMarket;

namespace Marketplace.Tests.Features.Reviews;

/// <summary>A moderator reads what a buyer said before everybody does.</summary>
public sealed class DecideOnReviewTests : IDisposable
{
    private readonly ReviewedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Its_maker_hears_of_it_when_it_can_no_longer_be_undone()
    {
        var bought = await _market.Bought();
        await _market.Published(bought);

        var letter = Assert.Single(await _market.Letters());

        Assert.Equal(_market.Clock.GetUtcNow() + ModeratorDecision.CanBeUndoneFor, letter.DueAt);
        Assert.Contains(Praise, Json(letter.Payload), StringComparison.Ordinal);
        Assert.Contains($"/studio/{bought.Atelier.Producer.Slug}/reviews", letter.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_needs_a_reason_and_its_buyer_reads_it_and_may_write_anew()
    {
        var bought = await _market.Bought();
        var guest = _market.AsGuest();
        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        await Write(guest, bought);
        var review = await _market.Only();
        var path = $"/moderation/reviews/{review.Id}";

        var without = await moderator.Post(path, ("Verdict", "Reject"), ("Shown", $"{review.Version}"));
        var asked = await moderator.Post(path, ("Verdict", "AskChanges"), ("Reasons", "rude"), ("Shown", $"{review.Version}"));
        var refused = await moderator.Post(path, ("Verdict", "Reject"), ("Reasons", "personal-data"), ("Shown", $"{review.Version}"));
        var letter = Assert.Single(await _market.Letters());
        var page = await guest.Open(bought.Form);
        await Write(guest, bought, text: "Khăn mềm.");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (without.StatusCode, asked.StatusCode, refused.StatusCode));
        Assert.Contains("có số điện thoại", Json(letter.Payload), StringComparison.Ordinal);
        Assert.Contains(bought.Form.Split('?')[0], letter.Payload, StringComparison.Ordinal);
        Assert.Contains("có số điện thoại", page.QuerySelector("main .inset")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(Praise, page.QuerySelector("main textarea")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await _market.Letters());
        Assert.Equal(ReviewState.Waiting, (await _market.Only()).State);
    }

    [Fact]
    public async Task A_decision_is_undone_within_ten_minutes_by_whoever_took_it_and_nobody_hears_of_it()
    {
        var bought = await _market.Bought();
        var moderator = await _market.GivenUser(Some.User(), Roles.Moderator);
        var (own, colleague) = (await _market.As(moderator), await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator)));
        var review = await _market.Published(bought, moderator.UserId);
        var undo = $"/moderation/reviews/{review.Id}/undo";

        var byAnother = await colleague.Post(undo);
        var offered = (await own.Open("/moderation")).QuerySelector($"main form[action='{undo}']");
        var undone = await own.Post(undo);
        var waiting = await _market.Only();
        Done(await _market.Send(new DecideOnReview(review.Id, moderator.UserId, Verdict.Approve, [], "")));
        _market.Clock.Advance(ModeratorDecision.CanBeUndoneFor);
        var tooLate = await own.Post(undo);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (byAnother.StatusCode, undone.StatusCode, tooLate.StatusCode));
        Assert.NotNull(offered);
        Assert.Equal(ReviewState.Waiting, waiting.State);
        Assert.Single(await _market.Letters());
        Assert.Equal((1, 5), await _market.Rating(bought));
    }

    [Fact]
    public async Task Pictures_of_a_refused_review_are_gone_two_sweeps_later_and_its_words_stay_for_its_buyer()
    {
        var bought = await _market.Bought();
        var guest = _market.AsGuest();
        await Write(guest, bought, photos: [Pictures.Jpeg()]);
        await _market.Send(new ProcessNextPhoto());
        var picture = await _market.Read(db => db.MediaItems.Select(media => media.Id).SingleAsync());
        Done(await _market.Send(new DecideOnReview((await _market.Only()).Id, UserId.New(), Verdict.Reject, ["photo-unfit"], "")));

        await _market.Send(new SweepUploads());
        var soon = await guest.Get($"/media/{picture.Value:N}/320.jpg");
        _market.Clock.Advance(TimeSpan.FromDays(2));
        await _market.Send(new SweepUploads());
        await _market.Send(new SweepUploads());
        var later = await guest.Get($"/media/{picture.Value:N}/320.jpg");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (soon.StatusCode, later.StatusCode));
        Assert.Contains(Praise, (await guest.Open(bought.Form)).QuerySelector("main textarea")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moderator_decides_on_what_was_shown_on_no_shop_of_their_own_and_on_no_photo_that_is_not_ready()
    {
        var bought = await _market.Bought();
        var helping = await _market.GivenUser(Some.User(), Roles.Helper, Roles.Moderator);
        var now = _market.Clock.GetUtcNow();
        await _market.Given(new Mandate { Id = MandateId.New(), HelperId = helping.UserId, ProducerId = bought.Atelier.Producer.Id, Scope = MandateScope.Orders, From = now, Until = now.AddDays(10) });
        var moderator = (await _market.GivenUser(Some.User(), Roles.Moderator)).UserId;
        await Write(_market.AsGuest(), bought, photos: [Pictures.Jpeg()]);
        var review = await _market.Only();

        var own = await _market.Send(new DecideOnReview(review.Id, helping.UserId, Verdict.Approve, [], "", review.Version));
        var stale = await _market.Send(new DecideOnReview(review.Id, moderator, Verdict.Approve, [], "", review.Version - 1));
        var unseen = await _market.Send(new DecideOnReview(review.Id, moderator, Verdict.Approve, [], "", review.Version));
        await _market.Send(new ProcessNextPhoto());
        var seen = await _market.Send(new DecideOnReview(review.Id, moderator, Verdict.Approve, [], "", review.Version));

        Assert.Equal(["moderation.own-shop", "moderation.not-what-was-shown", "moderation.photo-not-ready"], new[] { own, stale, unseen }.Select(refused => refused.Refusals[0].Code));
        Done(seen);
    }

    [Fact]
    public async Task What_was_decided_is_not_decided_so_again()
    {
        var bought = await _market.Bought();
        var moderator = UserId.New();
        var review = await _market.Published(bought, moderator);

        var again = await _market.Send(new DecideOnReview(review.Id, moderator, Verdict.Approve, [], ""));
        Done(await _market.Send(new DecideOnReview(review.Id, moderator, Verdict.Reject, ["rude"], "")));
        var refusedAgain = await _market.Send(new DecideOnReview(review.Id, moderator, Verdict.Reject, ["rude"], ""));
        var published = await _market.Send(new DecideOnReview(review.Id, moderator, Verdict.Approve, [], ""));

        Assert.Equal(Enumerable.Repeat(ReviewRefusals.NotWaiting.Code, 3), new[] { again, refusedAgain, published }.Select(refused => refused.Refusals.Single().Code));
        Assert.Equal((0, 0), await _market.Rating(bought));
    }
}
