using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.OwnData;

/// <summary>Everything the market keeps about whoever asks (Law 91/2025/QH15: the right to see and to be given one's own data). What is sensitive is read through the reader that logs.</summary>
public sealed record ShowOwnData(UserId User) : IQuery<OwnData>;

internal sealed class ShowOwnDataHandler(MarketplaceDb db, SensitiveReader sensitive, TimeProvider clock) : IRequestHandler<ShowOwnData, OwnData>
{
    private const string Reason = "asked for their own data";

    public async Task<OwnData> Handle(ShowOwnData query, CancellationToken ct)
    {
        var user = await db.Users.AsNoTracking().SingleAsync(user => user.Id == query.User.Value, ct);
        var roles = await db.UserRoles.Where(link => link.UserId == user.Id).Join(db.Roles, link => link.RoleId, role => role.Id, (_, role) => role.Name!).OrderBy(name => name).ToListAsync(ct);
        return new OwnData(
            clock.GetUtcNow(),
            new OwnAccount(user.UserName!, user.DisplayName, user.Language, user.CreatedAt, user.TwoFactorEnabled, roles),
            user.PersonId is { } person ? await Person(person, query.User, ct) : null,
            user.PersonId is { } member ? await Memberships(member, ct) : [],
            await Mandates(query.User, ct),
            await Invitations(user, ct),
            await Cart(query.User, ct),
            await Checkouts(query.User, ct),
            await Orders(query.User, ct),
            await Reviews(query.User, ct),
            await Alerts(user, ct),
            await History(query.User, ct));
    }

    private async Task<OwnPerson> Person(PersonId id, UserId reader, CancellationToken ct)
    {
        var person = await db.Persons.AsNoTracking().Where(person => person.Id == id).Select(person => new { person.FullName, person.Gender }).SingleAsync(ct);
        var consents =
            from consent in db.Consents.AsNoTracking()
            join producer in db.Producers on consent.ProducerId equals producer.Id
            where consent.PersonId == id
            orderby consent.GivenAt
            select new { producer.NameVi, consent.Purpose, consent.TextVersion, consent.GivenAt, consent.WithdrawnAt };
        return new OwnPerson(
            person.FullName, person.Gender.ToString(), await sensitive.Ethnicity(id, reader, Reason, ct), await sensitive.Identity(id, reader, Reason, ct),
            [.. (await consents.ToListAsync(ct)).Select(one => new OwnConsent(one.NameVi, one.Purpose.ToString(), one.TextVersion, one.GivenAt, one.WithdrawnAt))]);
    }

    private async Task<IReadOnlyList<OwnMembership>> Memberships(PersonId person, CancellationToken ct)
    {
        var memberships =
            from membership in db.Memberships.AsNoTracking()
            join producer in db.Producers on membership.ProducerId equals producer.Id
            where membership.PersonId == person
            orderby membership.From
            select new { producer.NameVi, membership.Role, membership.ShareBasisPoints, membership.From, membership.Until };
        return [.. (await memberships.ToListAsync(ct)).Select(one => new OwnMembership(one.NameVi, one.Role.ToString(), one.ShareBasisPoints, one.From, one.Until))];
    }

    private async Task<IReadOnlyList<OwnMandate>> Mandates(UserId helper, CancellationToken ct)
    {
        var mandates =
            from mandate in db.Mandates.AsNoTracking()
            join producer in db.Producers on mandate.ProducerId equals producer.Id
            where mandate.HelperId == helper
            orderby mandate.From
            select new { producer.NameVi, mandate.Scope, mandate.From, mandate.Until, mandate.RevokedAt };
        return [.. (await mandates.ToListAsync(ct)).Select(one => new OwnMandate(one.NameVi, one.Scope.ToString(), one.From, one.Until, one.RevokedAt))];
    }

    private async Task<IReadOnlyList<OwnInvitation>> Invitations(User user, CancellationToken ct) =>
        await db.Invitations.AsNoTracking().Where(invitation => invitation.Login == user.UserName)
            .Join(db.Producers, invitation => invitation.ProducerId, producer => producer.Id, (invitation, producer) => new OwnInvitation(producer.NameVi, invitation.FullName, invitation.InvitedAt, invitation.ClosedAt))
            .ToListAsync(ct);

    private async Task<IReadOnlyList<OwnCheckout>> Checkouts(UserId buyer, CancellationToken ct)
    {
        var checkouts = await db.Checkouts.AsNoTracking().Where(checkout => checkout.UserId == buyer).OrderBy(checkout => checkout.StartedAt)
            .Select(checkout => new { checkout.StartedAt, checkout.Address }).ToListAsync(ct);
        var names = await Places([.. checkouts.Select(checkout => checkout.Address)], ct);
        return [.. checkouts.Select(checkout => new OwnCheckout(checkout.StartedAt, Of(checkout.Address, names)))];
    }

    private async Task<IReadOnlyList<OwnCartLine>> Cart(UserId buyer, CancellationToken ct)
    {
        var lines =
            from line in db.Carts.AsNoTracking().Where(cart => cart.UserId == buyer).SelectMany(cart => cart.Lines)
            join variant in db.Variants on line.VariantId equals variant.Id
            join product in db.Products on variant.ProductId equals product.Id
            select new OwnCartLine(product.NameVi, line.Quantity);
        return await lines.ToListAsync(ct);
    }

    private async Task<IReadOnlyList<OwnOrder>> Orders(UserId buyer, CancellationToken ct)
    {
        var orders = await db.Orders.AsNoTracking().OwnedBy(buyer).NewestFirst()
            .Select(order => new { order.Id, order.Number, order.PlacedAt, order.Status, order.Method, order.Charged, order.Address }).ToListAsync(ct);
        var bought =
            from order in db.Orders.AsNoTracking().OwnedBy(buyer)
            join part in db.ProducerOrders on order.Id equals part.OrderId
            join line in db.OrderLines on part.Id equals line.ProducerOrderId
            join producer in db.Producers on part.ProducerId equals producer.Id
            select new { OrderId = order.Id, Line = new OwnOrderLine(producer.NameVi, line.NameVi, line.Quantity, line.UnitPriceDong) };
        var lines = (await bought.ToListAsync(ct)).ToLookup(one => one.OrderId, one => one.Line);

        // What somebody else told who follows the order is not theirs.
        var told =
            from order in db.Orders.AsNoTracking().OwnedBy(buyer)
            join problem in db.OrderProblems on order.Id equals problem.OrderId
            where !problem.IsByFollower
            orderby problem.Id
            select new { problem.OrderId, problem.At, problem.Text, problem.Answer };
        var problems = (await told.ToListAsync(ct)).ToLookup(one => one.OrderId, one => new OwnProblem(one.At, one.Text, one.Answer));
        var refunds = await Refunds([.. orders.Select(order => order.Id)], buyer, ct);
        var names = await Places([.. orders.Select(order => order.Address)], ct);
        return [.. orders.Select(order => new OwnOrder(
            order.Number, order.PlacedAt, order.Status.ToString(), order.Method.ToString(), order.Charged.MinorUnits, order.Charged.Currency.Code, Of(order.Address, names),
            [.. lines[order.Id]], [.. problems[order.Id]], [.. refunds[order.Id]]))];
    }

    private async Task<ILookup<OrderId, OwnRefund>> Refunds(List<OrderId> orders, UserId reader, CancellationToken ct)
    {
        List<(OrderId Order, OwnRefund Refund)> all = [];
        foreach (var refund in await db.Refunds.AsNoTracking().Where(refund => orders.Contains(refund.OrderId)).OrderBy(refund => refund.CreatedAt).ToListAsync(ct))
        {
            all.Add((refund.OrderId, new OwnRefund(
                refund.CreatedAt, refund.Amount.MinorUnits, refund.Amount.Currency.Code, refund.Reason, refund.Status.ToString(), await sensitive.Account(refund.Id, reader, Reason, ct))));
        }

        return all.ToLookup(one => one.Order, one => one.Refund);
    }

    private async Task<Dictionary<int, string>> Places(List<Address> addresses, CancellationToken ct)
    {
        List<int> places = [.. addresses.SelectMany(address => new[] { address.ProvinceId, address.UnitId }).OfType<int>().Distinct()];
        return await db.AdminUnits.AsNoTracking().Where(unit => places.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, unit => unit.NameVi, ct);
    }

    private static OwnAddress Of(Address address, Dictionary<int, string> names) => new(
        address.FullName, address.Phone, address.Email, address.CountryCode, names.GetValueOrDefault(address.ProvinceId ?? 0, ""), names.GetValueOrDefault(address.UnitId ?? 0, ""),
        address.Line1, address.Line2, address.City, address.Region, address.PostalCode, address.CourierNote);

    private async Task<IReadOnlyList<OwnReview>> Reviews(UserId buyer, CancellationToken ct)
    {
        var reviews =
            from review in db.Reviews.AsNoTracking()
            join line in db.OrderLines on review.LineId equals line.Id
            join part in db.ProducerOrders on line.ProducerOrderId equals part.Id
            join order in db.Orders.OwnedBy(buyer) on part.OrderId equals order.Id
            orderby review.Id
            select new { line.NameVi, review.Stars, review.Text, review.Name, review.WrittenAt, review.State };
        return [.. (await reviews.ToListAsync(ct)).Select(one => new OwnReview(one.NameVi, one.Stars, one.Text, one.Name, one.WrittenAt, one.State.ToString()))];
    }

    private async Task<IReadOnlyList<OwnAlert>> Alerts(User user, CancellationToken ct) =>
        await db.StockAlerts.AsNoTracking().Where(alert => alert.Contact == user.UserName)
            .Join(db.Products, alert => alert.ProductId, product => product.Id, (alert, product) => new OwnAlert(product.NameVi, alert.AskedAt)).ToListAsync(ct);

    private async Task<IReadOnlyList<OwnEvent>> History(UserId user, CancellationToken ct)
    {
        string[] own = [AuditSubject.OfAccount(user), AuditSubject.Of(user), AuditSubject.Formerly(user)];
        return await db.AuditEvents.AsNoTracking().Where(entry => own.Contains(entry.Subject)).OrderBy(entry => entry.Id)
            .Select(entry => new OwnEvent(entry.At, entry.Action, entry.Detail)).ToListAsync(ct);
    }
}
