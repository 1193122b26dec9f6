using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>Gives the demo accounts something to do: the helper may act for four producers, one of them the demo maker's own.</summary>
internal sealed record LinkDemoAccounts(DateTimeOffset Today) : ICommand<Result>;

internal sealed class LinkDemoAccountsHandler(MarketplaceDb db) : IRequestHandler<LinkDemoAccounts, Result>
{
    private static readonly string[] s_helped = ["lanh-suoi-may", "bac-cao-nguyen-da", "che-may-suoi-giang", "gom-binh-duc"];

    public async Task<Result> Handle(LinkDemoAccounts command, CancellationToken ct)
    {
        var helper = await db.Users.SingleAsync(user => user.NormalizedUserName == DemoAccounts.Helper.Normalized, ct);
        foreach (var producer in await db.Producers.Where(producer => s_helped.Contains(producer.Slug)).Select(producer => producer.Id).ToListAsync(ct))
        {
            db.Mandates.Add(new Mandate
            {
                Id = MandateId.New(),
                HelperId = helper.UserId,
                ProducerId = producer,
                Scope = MandateScope.All,
                From = command.Today.AddMonths(-DemoCalendar.Months),
                Until = command.Today.AddYears(1),
            });
        }

        return Result.Ok;
    }
}
