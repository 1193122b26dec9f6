using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Producers;

/// <summary>How a producer is written to: where, and in which language.</summary>
public sealed record ProducerContact(string To, string Language, string NameVi, string Slug);

public sealed class ProducerContacts(MarketplaceDb db)
{
    /// <summary>For so many days whoever represented a shop still hears of what is done to it.</summary>
    private const int DaysTold = 30;

    public async Task<ProducerContact> Of(ProducerId id, CancellationToken ct)
    {
        // Also one that this very unit of work is bringing in.
        var producer = await db.Producers.FindAsync([id], ct) ?? throw new InvalidOperationException("There is no such producer.");
        var language = await db.Memberships
            .Where(membership => membership.ProducerId == id && membership.Role == MembershipRole.Representative)
            .Join(db.Users, membership => membership.PersonId, user => user.PersonId, (_, user) => user.Language)
            .FirstOrDefaultAsync(ct);

        return new ProducerContact(producer.Email.Length > 0 ? producer.Email : producer.Phone, language ?? Languages.Default, producer.NameVi, producer.Slug);
    }

    /// <summary>
    /// The shop's own contact, and each who represents it on the day, or did in the month before, where they sign in: what nobody may miss, whoever else can
    /// change the shop's own or has just sent the others away.
    /// </summary>
    public async Task<IReadOnlyList<ProducerContact>> All(ProducerId id, DateOnly day, CancellationToken ct)
    {
        var shop = await Of(id, ct);
        var since = day.AddDays(-DaysTold);
        var representatives = await db.Memberships.AsNoTracking()
            .Where(membership => membership.ProducerId == id && membership.Role == MembershipRole.Representative
                && membership.From <= day && (membership.Until == null || membership.Until >= since))
            .Join(db.Users, membership => membership.PersonId, user => user.PersonId, (_, user) => new { user.UserName, user.Language })
            .ToListAsync(ct);
        return [.. representatives.Select(one => shop with { To = one.UserName!, Language = one.Language }).Append(shop).DistinctBy(one => one.To, StringComparer.OrdinalIgnoreCase)];
    }
}
