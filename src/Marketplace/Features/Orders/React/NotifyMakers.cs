using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.React;

/// <summary>Tells each maker what to make ready, and what no longer, in the language of the one who speaks for the producer.</summary>
internal sealed class NotifyMakers(MarketplaceDb db, Outbox outbox, SiteAddress site)
    : INotificationHandler<OrderConfirmed>, INotificationHandler<OrderCancelled>,
      INotificationHandler<PartDropped>
{
    private sealed record Reach(ProducerId Id, string Slug, string Phone, string Email, string? Language);

    private static readonly Func<MarketplaceDb, ProducerId[], IAsyncEnumerable<Reach>> ReachOf = EF.CompileAsyncQuery((MarketplaceDb db, ProducerId[] producers) =>
        db.Producers.AsNoTracking().Where(producer => producers.Contains(producer.Id)).Select(producer => new Reach(producer.Id, producer.Slug, producer.Phone, producer.Email, (
            from membership in db.Memberships
            join user in db.Users on membership.PersonId equals user.PersonId
            where membership.ProducerId == producer.Id && membership.Role == MembershipRole.Representative && membership.Until == null
            select user.Language).FirstOrDefault())));

    public async Task Handle(OrderConfirmed notification, CancellationToken cancellationToken)
    {
        var order = await db.OrderWithParts(notification.OrderId, cancellationToken);
        await Tell(order.Parts, "orders.message.maker-new", "part-new", cancellationToken);
    }

    public async Task Handle(OrderCancelled notification, CancellationToken cancellationToken)
    {
        var order = await db.OrderWithParts(notification.OrderId, cancellationToken);
        if (order.ConfirmedAt is not null)
        {
            await Tell(
                [.. order.Parts.Where(part => part.Status == ProducerOrderStatus.Cancelled)], "orders.message.maker-cancelled", "part-cancelled",
                cancellationToken);
        }
    }

    /// <summary>What she declines herself she knows, and of a cancelled order she is told above.</summary>
    public async Task Handle(PartDropped notification, CancellationToken cancellationToken)
    {
        if (DeclineReasons.All.Contains(notification.Reason))
        {
            return;
        }

        var order = await db.OrderWithParts(notification.OrderId, cancellationToken);
        await Tell(
            [.. order.Parts.Where(part => part.Id == notification.PartId && part.Status == ProducerOrderStatus.Declined)], "orders.message.maker-money-back",
            "part-money-back", cancellationToken);
    }

    private async Task Tell(IReadOnlyCollection<ProducerOrder> parts, string key, string once, CancellationToken ct)
    {
        ProducerId[] producers = [.. parts.Select(part => part.ProducerId).Distinct()];
        var reaches = await ReachOf(db, producers).ToDictionaryAsync(reach => reach.Id, cancellationToken: ct);
        foreach (var part in parts)
        {
            var reach = reaches[part.ProducerId];
            var language = reach.Language ?? Languages.Default;
            var text = Texts.In(
                language, key, part.Number, Format.Money(Domain.Common.Money.Vnd(part.PayableDong), language), Format.Day(part.ShipBy, language),
                site.Of($"/studio/{reach.Slug}/orders/{part.Number}", language));
            outbox.Add(
                Outbox.Message, new PersonalMessage(reach.Email.Length > 0 ? reach.Email : reach.Phone, Texts.In(language, key + "-subject", part.Number), text),
                $"{once}:{part.Id.Value:N}");
        }
    }
}
