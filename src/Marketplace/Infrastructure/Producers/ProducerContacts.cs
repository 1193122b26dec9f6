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
}
