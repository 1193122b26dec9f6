using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Members;

internal static class MemberQueries
{
    /// <summary>Shares are hundredths of a percent.</summary>
    public const int Whole = 10_000;

    extension(IQueryable<Membership> memberships)
    {
        /// <summary>In force on a day.</summary>
        public IQueryable<Membership> In(ProducerId producer, DateOnly day) => memberships.Where(
            membership => membership.ProducerId == producer && membership.From <= day && (membership.Until == null || membership.Until >= day));
    }

    /// <summary>As whoever reads of what they did knows them.</summary>
    public static Task<string> NameOf(this MarketplaceDb db, UserId user, CancellationToken ct) => db.Users.Where(one => one.Id == user.Value).Select(one => one.DisplayName).SingleAsync(ct);

    public static Task<int> SharesOf(this MarketplaceDb db, ProducerId producer, DateOnly day, CancellationToken ct) =>
        db.Memberships.In(producer, day).SumAsync(membership => membership.ShareBasisPoints, ct);
}

internal static class MemberRefusals
{
    public static readonly Refusal RepresentativeOnly = new("studio.members-representative-only");
    public static readonly Refusal NotFound = new("studio.member-gone");
}
