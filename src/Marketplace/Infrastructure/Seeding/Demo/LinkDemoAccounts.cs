using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>Gives the demo accounts something to do: the maker speaks for a co-operative, the helper may act for its neighbours.</summary>
internal sealed record LinkDemoAccounts : ICommand<Result>;

internal sealed class LinkDemoAccountsHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<LinkDemoAccounts, Result>
{
    private const string Own = "lanh-suoi-may";
    private static readonly string[] s_helped = ["bac-cao-nguyen-da", "che-may-suoi-giang", "gom-binh-duc"];

    public async Task<Result> Handle(LinkDemoAccounts command, CancellationToken ct)
    {
        var representative = await db.Memberships
            .Where(membership => membership.Role == MembershipRole.Representative)
            .Join(db.Producers.Where(producer => producer.Slug == Own), membership => membership.ProducerId, producer => producer.Id, (membership, _) => membership.PersonId)
            .Join(db.Persons, id => id, person => person.Id, (_, person) => person)
            .SingleAsync(ct);
        var maker = await db.Users.SingleAsync(user => user.UserName == DemoAccounts.ProducerMember.Login, ct);
        (maker.PersonId, representative.FullName) = (representative.Id, maker.DisplayName);

        var helper = await db.Users.SingleAsync(user => user.UserName == DemoAccounts.Helper.Login, ct);
        foreach (var producer in await db.Producers.Where(producer => s_helped.Contains(producer.Slug)).Select(producer => producer.Id).ToListAsync(ct))
        {
            db.Mandates.Add(new Mandate
            {
                Id = MandateId.New(),
                HelperId = helper.UserId,
                ProducerId = producer,
                Scope = MandateScope.Listings | MandateScope.Orders,
                From = clock.GetUtcNow(),
                Until = clock.GetUtcNow().AddYears(1),
            });
        }

        return Result.Ok;
    }
}
