using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.Close;

/// <summary>
/// Closes one's own account for good (Law 91/2025/QH15: who gave their data may have it deleted). What only the account was for is deleted; orders stay, because
/// goods, money and books of account depend on them, and are followed by their code. Who works for the market or a shop ends that first.
/// </summary>
public sealed record CloseAccount(UserId User, string? Password) : ICommand<Result>, ITransactional, ITakesPassword
{
    public UserId? PasswordOf => User;
}

internal sealed class CloseAccountHandler(MarketplaceDb db, Outbox outbox, SiteAddress site, HelpLine help, TimeProvider clock) : IRequestHandler<CloseAccount, Result>
{
    public async Task<Result> Handle(CloseAccount command, CancellationToken ct)
    {
        var user = await db.Users.SingleAsync(user => user.Id == command.User.Value, ct);
        if (await Refuse(user, ct) is { } refusal)
        {
            return refusal;
        }

        var (to, name) = (user.UserName!, user.DisplayName);
        await db.StockAlerts.Where(alert => alert.Contact == to).ExecuteDeleteAsync(ct);
        await db.Invitations.Where(invitation => invitation.Login == to).ExecuteDeleteAsync(ct);
        await db.Carts.Where(cart => cart.UserId == user.UserId).ExecuteDeleteAsync(ct);
        await db.Checkouts.Where(checkout => checkout.UserId == user.UserId).ExecuteDeleteAsync(ct);
        await db.UserRoles.Where(link => link.UserId == user.Id).ExecuteDeleteAsync(ct);
        await db.UserTokens.Where(token => token.UserId == user.Id).ExecuteDeleteAsync(ct);
        await db.WrongGuesses.Where(guess => guess.UserId == user.Id).ExecuteDeleteAsync(ct);
        await ForgetNames(user.UserId, ct);
        var isAnswerable = await HasActedForOthers(user, ct);
        user.Close();
        if (isAnswerable)
        {
            // Who decided about others' goods and money stays answerable by name.
            user.DisplayName = name;
        }

        db.AuditEvents.Add(new AuditEvent { At = clock.GetUtcNow(), ActorId = user.UserId, Action = "account.close", Subject = AuditSubject.OfAccount(user.UserId) });
        outbox.Add(
            Outbox.Message,
            new PersonalMessage(to, Texts.In(user.Language, "accounts.message-closed-subject", site.Name), Texts.In(user.Language, "accounts.message-closed", site.Name, help.For(user))),
            $"account-closed:{user.Id:N}");
        return Result.Ok;
    }

    private async Task<Refusal?> Refuse(User user, CancellationToken ct)
    {
        if (user.IsOfTheDemonstration)
        {
            return new Refusal("accounts.demonstration");
        }

        if (await db.WorksHere(user.Id, ct))
        {
            return new Refusal("accounts.close-has-work");
        }

        return user.PersonId is { } person && await ShopOf(person, ct) is { } shop ? new Refusal("accounts.close-is-maker", "", shop) : null;
    }

    private Task<string?> ShopOf(PersonId person, CancellationToken ct)
    {
        var today = clock.GetUtcNow().VietnamDay();
        return db.Memberships.Where(membership => membership.PersonId == person && (membership.Until == null || membership.Until >= today))
            .Join(db.Producers, membership => membership.ProducerId, producer => producer.Id, (_, producer) => producer.NameVi).FirstOrDefaultAsync(ct);
    }

    private async Task ForgetNames(UserId buyer, CancellationToken ct)
    {
        var reviews =
            from review in db.Reviews
            join line in db.OrderLines on review.LineId equals line.Id
            join part in db.ProducerOrders on line.ProducerOrderId equals part.Id
            join order in db.Orders.OwnedBy(buyer) on part.OrderId equals order.Id
            select review;
        foreach (var review in await reviews.ToListAsync(ct))
        {
            review.ForgetName();
        }
    }

    /// <summary>Held a role of the market, belonged to a shop, or helped one.</summary>
    private async Task<bool> HasActedForOthers(User user, CancellationToken ct)
    {
        string[] roles = [AuditSubject.Of(user.UserId), AuditSubject.Formerly(user.UserId)];
        return await db.AuditEvents.AnyAsync(entry => roles.Contains(entry.Subject) && entry.Action == RoleAudit.Granted, ct)
            || await db.Mandates.AnyAsync(mandate => mandate.HelperId == user.UserId, ct)
            || (user.PersonId is { } person && await db.Memberships.AnyAsync(membership => membership.PersonId == person, ct));
    }
}
