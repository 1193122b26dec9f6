using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using Microsoft.EntityFrameworkCore;
using SiteAddress = Marketplace.Infrastructure.Configuration.SiteAddress;

namespace Marketplace.Features.Studio;

/// <summary>
/// Where a shop is reached. Orders, money matters and warnings go there, so that a session left open is not enough to change it: it takes the password, is written
/// down and is told to the former contact and to everybody who represents the shop.
/// </summary>
internal sealed class ShopContact(MarketplaceDb db, PasswordAgain again, ProducerContacts contacts, Outbox outbox, SiteAddress site, TimeProvider clock)
{
    /// <returns>Why it is not changed, or nothing: then it is, or is as it was.</returns>
    public async Task<Refusal?> Change(Producer producer, Actor actor, string phone, string email, string password, CancellationToken ct)
    {
        if (phone == producer.Phone && email == producer.Email)
        {
            return null;
        }

        var user = await db.Users.SingleAsync(user => user.Id == actor.UserId!.Value.Value, ct);
        if (await again.Refuse(user, password, "ContactPassword", ct) is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        db.AuditEvents.Add(new AuditEvent { At = now, ActorId = actor.UserId, Action = "producer.contact", Subject = AuditSubject.Of(producer.Id) });
        outbox.Alarm($"contact:{Guid.CreateVersion7(now):N}", await contacts.All(producer.Id, now.VietnamDay(), ct), site, "settings", language => Texts.In(
            language, "studio.contact-changed-text", producer.NameVi, Format.Time(now, language), user.DisplayName));
        (producer.Phone, producer.Email) = (phone, email);
        return null;
    }
}
