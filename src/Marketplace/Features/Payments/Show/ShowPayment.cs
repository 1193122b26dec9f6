using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Payments.Bank;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Payments.Show;

/// <summary>
/// What a buyer sees while an order waits for its money: who they are shows by the order's key or by being signed in as its buyer. Anyone may pay, so who
/// only follows the order sees it too, but is led to no more than they have (decision 11).
/// </summary>
public sealed record ShowPayment(string Number, string? Key, UserId? User) : IQuery<PaymentPage?>;

public enum PaymentScene
{
    Transfer = 1,
    Card = 2,

    /// <summary>A card payment that ended without money; another try is possible.</summary>
    CardAgain = 3,
    Paid = 4,

    /// <summary>Nothing to pay now: cash at the door.</summary>
    Cash = 5,

    /// <summary>Something arrived that an officer must look at.</summary>
    Held = 6,

    /// <summary>Cancelled or expired.</summary>
    Over = 7,

    /// <summary>Finished at the provider by a method that takes days.</summary>
    Underway = 8,
}

/// <param name="Number">Of the order.</param>
/// <param name="Key">What the page's links and forms carry: the order's own for its buyer, the one for following for everyone else.</param>
/// <param name="IsOwn">The reader has the buyer's rights.</param>
public sealed record PaymentPage(
    string Number, string Key, bool IsOwn, PaymentScene Scene, Money Amount, Money Received, Money Rest, DateTimeOffset ExpiresAt, TransferSheet? Transfer)
{
    public string OrderPath => $"~/{(IsOwn ? "orders" : "track")}/{Number}?key={Key}";

    public bool IsWaiting => Scene is PaymentScene.Transfer or PaymentScene.Card or PaymentScene.Underway;

    public bool IsPartlyPaid => Scene == PaymentScene.Transfer && !Received.IsZero && !Rest.IsZero;

    /// <summary>What came for an order that ended before it was paid goes back.</summary>
    public bool GoesBack => Scene == PaymentScene.Over && !Received.IsZero && !Rest.IsZero;

    /// <summary>Changes whenever the page would show something else.</summary>
    public string State => $"{Scene}:{Received.MinorUnits}";
}

/// <summary>Everything a transfer needs, to scan or to type.</summary>
public sealed record TransferSheet(string BankName, string Account, string Holder, long AmountDong, string Memo, string Payload, bool IsDemo)
{
    /// <summary>Drawn when it is shown: who only asks how the payment stands sees none.</summary>
    public QrPicture Qr => field ??= QrPicture.Of(Payload);
}

internal sealed class ShowPaymentHandler(MarketplaceDb db, ProgrammeAccount account) : IRequestHandler<ShowPayment, PaymentPage?>
{
    public async Task<PaymentPage?> Handle(ShowPayment request, CancellationToken cancellationToken)
    {
        var order = await db.Orders.AsNoTracking().Where(order => order.Number == request.Number)
            .Select(order => new { order.Id, order.Number, order.AccessKey, order.BuyerId, order.Status, order.Method, order.Charged })
            .SingleOrDefaultAsync(cancellationToken);
        if (order is null || Payer.Of(request.Key, request.User, order.AccessKey, order.BuyerId) is not { } payer)
        {
            return null;
        }

        var attempt = await db.PaymentAttempts.AsNoTracking().Where(attempt => attempt.OrderId == order.Id)
            .OrderByDescending(attempt => attempt.Status == PaymentStatus.Paid).ThenByDescending(attempt => attempt.CreatedAt)
            .Select(attempt => new { attempt.Status, attempt.IsLive, attempt.Amount, attempt.ReceivedMinor, attempt.MemoCode, attempt.ExpiresAt })
            .FirstOrDefaultAsync(cancellationToken);
        if (attempt is null)
        {
            return null;
        }

        var scene = Scene(order.Status, order.Method, attempt.Status, attempt.IsLive);
        var received = new Money(attempt.ReceivedMinor, order.Charged.Currency);
        var rest = new Money(Math.Max(0, attempt.Amount.MinorUnits - attempt.ReceivedMinor), order.Charged.Currency);
        return new PaymentPage(
            order.Number, payer.Key, payer.IsOwn, scene, attempt.Amount, received, rest, attempt.ExpiresAt,
            scene == PaymentScene.Transfer ? Sheet(rest.MinorUnits, attempt.MemoCode) : null);
    }

    private TransferSheet Sheet(long restDong, string memo) =>
        new(account.BankName, account.Account, account.Holder, restDong, memo, account.Payload(restDong, memo), account.IsDemo);

    private static PaymentScene Scene(OrderStatus order, PaymentMethod method, PaymentStatus payment, bool isLive) => order switch
    {
        OrderStatus.Cancelled or OrderStatus.Expired => PaymentScene.Over,
        OrderStatus.Confirmed or OrderStatus.Completed => method == PaymentMethod.CashOnDelivery ? PaymentScene.Cash : PaymentScene.Paid,
        _ when payment == PaymentStatus.Mismatched => PaymentScene.Held,
        _ when payment == PaymentStatus.Underway => PaymentScene.Underway,
        _ when method == PaymentMethod.BankTransfer => isLive ? PaymentScene.Transfer : PaymentScene.Over,
        _ => isLive ? PaymentScene.Card : PaymentScene.CardAgain,
    };
}
