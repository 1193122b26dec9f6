using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Payments.Bank;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Payments.Transfers;

/// <summary>
/// Matches a transfer to its order by the code in the memo. What cannot be matched waits for a person; it is in the books either way, because it is on the
/// account.
/// </summary>
internal sealed class TakeTransfer(MarketplaceDb db, ReceiptBook receipts, ProgrammeAccount account) : IInboxHandler
{
    public bool Knows(string provider) => provider == PaymentProviders.Bank;

    public async Task<Result> Handle(InboxMessage message, CancellationToken ct)
    {
        var found = BankNotification.Parse(message.Body) ?? throw new InvalidOperationException("A stored bank notification cannot be read.");

        if (!found.IsIncoming)
        {
            return Result.Ok;
        }

        var movement = found.Movement;
        var isFirst = await receipts.IsFirst(message.Provider, movement, "receipt", ct);

        // Others begin their numbers anew: the same ones on another day may be another transfer, or one told with two dates. It neither vanishes nor counts by itself.
        var ofItsDay = found.MovementOf(found.Day ?? message.ReceivedAt.VietnamDay());
        var isFirstOfItsDay = found.ReferenceCode.Length > 0 && await receipts.IsFirst(message.Provider, ofItsDay, "receipt", ct);

        // What an officer read on the statement is in the books; the first that the bank tells of it adds nothing, whichever day it names.
        var byHand = await RecordedByHand(found, ct);
        if (byHand == found.TransferAmount && await receipts.IsFirst(message.Provider, movement, "told-after", ct))
        {
            return Result.Ok;
        }

        if (!isFirst && !isFirstOfItsDay)
        {
            return Result.Ok;
        }

        var receipt = new BankReceipt
        {
            Id = new BankReceiptId(Guid.CreateVersion7(message.ReceivedAt)),
            Provider = message.Provider,
            EventId = message.EventId,
            Account = found.AccountNumber,
            AmountDong = found.TransferAmount,
            Content = found.Content,
            ReceivedAt = message.ReceivedAt,
        };
        db.BankReceipts.Add(receipt);
        if (!isFirst)
        {
            receipts.Post(message.Provider, ofItsDay, null, Money.Vnd(found.TransferAmount));
            receipt.Hold(UnmatchedReasons.PossibleDuplicate, null);
            return Result.Ok;
        }

        if (byHand is { } other && other != found.TransferAmount)
        {
            receipts.Post(message.Provider, movement, null, Money.Vnd(found.TransferAmount));
            receipt.Hold(UnmatchedReasons.OtherThanByHand, null);
            return Result.Ok;
        }

        if (found.AccountNumber != account.Account)
        {
            // Money that our own sender saw, on an account we do not know as ours: a new account or a wrong setting, which a person must look at.
            receipts.Post(message.Provider, movement, null, Money.Vnd(found.TransferAmount));
            receipt.Hold(UnmatchedReasons.OtherAccount, null);
            return Result.Ok;
        }

        var attempt = await Attempt(found, ct);
        receipts.Post(message.Provider, movement, attempt?.OrderId, Money.Vnd(found.TransferAmount));
        if (await WhyNot(attempt, found, ct) is { } reason)
        {
            receipt.Hold(reason, attempt?.Id);
            return Result.Ok;
        }

        receipt.Match(attempt!.Id);
        return receipts.Take(attempt, Money.Vnd(found.TransferAmount), found.ReferenceCode);
    }

    /// <summary>How much an officer recorded under this reference, or under the number that stands for one.</summary>
    private async Task<long?> RecordedByHand(BankNotification found, CancellationToken ct)
    {
        var name = BankReceipt.EventIdByHand(found.AccountNumber, found.ReferenceCode.Length > 0 ? found.ReferenceCode : found.Id);
        return await db.BankReceipts.Where(receipt => receipt.Provider == PaymentProviders.Bank && receipt.EventId == name).Select(receipt => (long?)receipt.AmountDong).SingleOrDefaultAsync(ct);
    }

    private async Task<PaymentAttempt?> Attempt(BankNotification found, CancellationToken ct) =>
        (OrderCode.FindIn(found.Code) ?? OrderCode.FindIn(found.Content)) is { } code
            ? await db.PaymentAttempts.SingleOrDefaultAsync(attempt => attempt.MemoCode == code, ct)
            : null;

    private async Task<string?> WhyNot(PaymentAttempt? attempt, BankNotification found, CancellationToken ct)
    {
        if (attempt is null)
        {
            return (OrderCode.FindIn(found.Code) ?? OrderCode.FindIn(found.Content)) is null ? UnmatchedReasons.NoCode : UnmatchedReasons.UnknownCode;
        }

        if (attempt.Method != PaymentMethod.BankTransfer)
        {
            return UnmatchedReasons.OtherMethod;
        }

        var order = await db.OrderWithParts(attempt.OrderId, ct);
        return (attempt.IsLive, attempt.Status, order.Status) switch
        {
            (true, _, OrderStatus.AwaitingPayment) => null,
            (_, PaymentStatus.Paid, _) => UnmatchedReasons.PaidTwice,
            (_, _, OrderStatus.Cancelled) => UnmatchedReasons.Cancelled,
            _ => UnmatchedReasons.TooLate,
        };
    }
}
