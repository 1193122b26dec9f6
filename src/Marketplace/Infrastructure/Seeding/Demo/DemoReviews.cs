using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Features.Moderation;
using Marketplace.Features.Moderation.Reviews;
using Marketplace.Features.Orders;
using Marketplace.Features.Orders.WriteReview;
using Marketplace.Features.Studio.Reviews;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Seeding.Reference;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>What some buyers of the invented past said of what came, and what makers answered.</summary>
internal sealed class DemoReviews(MarketplaceDb db, ISender sender, DemoTimeline timeline, DataFiles files)
{
    /// <summary>One parcel in so many is reviewed.</summary>
    private const int OneIn = 7;

    private ILookup<string, DemoReviewRow>? _words;
    private UserId? _moderator;

    /// <summary>Of a parcel that has just been delivered.</summary>
    public void Follow(DemoOrder plan, ProducerOrderId part, ProducerId producer, Actor maker, int luck)
    {
        if (luck % OneIn == 3)
        {
            timeline.In(TimeSpan.FromHours(26 + (luck % 150)), () => Write(plan, part, producer, maker, luck));
        }
    }

    private async Task Write(DemoOrder plan, ProducerOrderId part, ProducerId producer, Actor maker, int luck)
    {
        _words ??= files.Rows<DemoReviewRow>("demo-reviews.csv").ToLookup(row => row.Language);
        List<DemoReviewRow> own = [.. _words[plan.Language]];
        var row = own[luck % own.Count];
        var bought = await (
            from line in db.OrderLines.AsNoTracking()
            where line.ProducerOrderId == part
            join whole in db.ProducerOrders on line.ProducerOrderId equals whole.Id
            join order in db.Orders on whole.OrderId equals order.Id
            orderby line.Id
            select new { line.Id, order.Number, order.AccessKey }).FirstAsync();
        var name = plan.Language == "vi" ? plan.Address.FullName.Split(' ')[^1] : plan.Address.FullName.Split(' ')[0];
        await Demand(new WriteReview(new OrderAccess(bought.Number, bought.AccessKey, null), bought.Id, row.Stars, row.Text, name, plan.Language, []));
        // Two to four days: those of the last ones wait in the moderators' queue when the demonstration opens.
        var id = await db.Reviews.Where(review => review.LineId == bought.Id).Select(review => review.Id).SingleAsync();
        timeline.In(TimeSpan.FromHours(40 + (luck % 50)), async () =>
        {
            await Demand(new DecideOnReview(id, await Moderator(), Verdict.Approve, [], ""));
            if (row.Reply.Length > 0)
            {
                timeline.In(TimeSpan.FromHours(8 + (luck % 30)), () => Demand(new ReplyToReview(producer, maker, id, row.Reply)));
            }
        });
    }

    private async Task<UserId> Moderator() => _moderator ??= new UserId(
        await db.Users.Where(user => user.NormalizedUserName == DemoAccounts.Moderator.Normalized).Select(user => user.Id).SingleAsync());

    private async Task Demand(IRequest<Result> command)
    {
        var result = await sender.Send(command);
        db.ChangeTracker.Clear();
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"{command.GetType().Name} of the invented past was refused: {result.Refusals[0].Code}.");
        }
    }
}
