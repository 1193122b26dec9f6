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
        var row = await db.Producers.AsNoTracking()
            .Where(producer => producer.Id == id)
            .Select(producer => new
            {
                producer.Email,
                producer.Phone,
                producer.NameVi,
                producer.Slug,
                Language = db.Users
                    .Where(user => db.Memberships.Any(membership => membership.ProducerId == producer.Id
                        && membership.Role == MembershipRole.Representative && membership.PersonId == user.PersonId))
                    .Select(user => user.Language).FirstOrDefault(),
            })
            .SingleAsync(ct);

        return new ProducerContact(row.Email.Length > 0 ? row.Email : row.Phone, row.Language ?? Languages.Default, row.NameVi, row.Slug);
    }
}
