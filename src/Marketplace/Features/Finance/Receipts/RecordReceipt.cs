using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Payments.Bank;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Receipts;

/// <summary>
/// A transfer that an officer reads on the bank's statement and of which no notification came. It is booked as a notified one is, and waits for another
/// officer whatever its memo says: otherwise one person could invent the money that pays an order.
/// </summary>
public sealed record RecordReceipt(long AmountDong, DateTimeOffset? ReceivedAt, string Reference, string Content, UserId Officer) : ICommand<Result>, ITransactional;

internal sealed class RecordReceiptValidator : AbstractValidator<RecordReceipt>
{
    private const long Most = 9_999_999_999;
    private const int LongestContent = 500;

    /// <summary>As long as a notification's.</summary>
    private const int LongestReference = 64;

    public RecordReceiptValidator()
    {
        RuleFor(command => command.AmountDong).InclusiveBetween(1, Most).WithErrorCode("finance.amount-needed").OverridePropertyName("Form.AmountDong");
        RuleFor(command => command.ReceivedAt).NotNull().WithErrorCode("finance.receipt-when-needed").OverridePropertyName("Form.ReceivedAt");
        RuleFor(command => command.Reference).Must(text => Typing.IsLine(text, 1, LongestReference)).WithErrorCode("finance.receipt-reference-needed").OverridePropertyName("Form.Reference");
        RuleFor(command => command.Content).Must(text => Typing.IsLine(text, 0, LongestContent)).WithErrorCode("finance.receipt-memo-too-long").OverridePropertyName("Form.Content");
    }
}

internal sealed class RecordReceiptHandler(MarketplaceDb db, ReceiptBook receipts, ProgrammeAccount account, TimeProvider clock) : IRequestHandler<RecordReceipt, Result>
{
    private const int OldestDays = 90;

    public async Task<Result> Handle(RecordReceipt request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (request.ReceivedAt is not { } receivedAt || receivedAt > now || receivedAt < now.AddDays(-OldestDays))
        {
            return FinanceRefusals.NotARecentMoment;
        }

        var eventId = BankReceipt.EventIdByHand(account.Account, request.Reference);
        if (await IsKnown(eventId, request.Reference, cancellationToken))
        {
            return FinanceRefusals.KnownReceipt;
        }

        var receipt = new BankReceipt
        {
            Id = new BankReceiptId(Guid.CreateVersion7(now)),
            Provider = PaymentProviders.Bank,
            EventId = eventId,
            Account = account.Account,
            AmountDong = request.AmountDong,
            Content = request.Content,
            ReceivedAt = receivedAt,
            RecordedBy = request.Officer,
        };
        receipt.Hold(UnmatchedReasons.ByHand, null);
        db.BankReceipts.Add(receipt);

        // As the bank would have told it, so that it is the same movement when the bank tells it after all.
        var told = new BankNotification(request.Reference, account.Account, "in", request.AmountDong, request.Content, "", request.Reference);
        await receipts.IsFirst(PaymentProviders.Bank, told.Movement, "receipt", cancellationToken);
        await receipts.IsFirst(PaymentProviders.Bank, told.MovementOf(receivedAt.VietnamDay()), "receipt", cancellationToken);
        receipts.Post(PaymentProviders.Bank, told.Movement, null, Money.Vnd(request.AmountDong));
        db.AuditEvents.Add(new AuditEvent
        {
            At = now,
            ActorId = request.Officer,
            Action = "receipt.record",
            Subject = AuditSubject.Of(receipt.Id),
            Detail = request.Reference,
        });
        return Result.Ok;
    }

    /// <summary>
    /// Recorded by an officer, or told by the bank under this reference or number, whatever its amount: of two amounts under one reference, one was
    /// mistyped.
    /// </summary>
    private async Task<bool> IsKnown(string eventId, string reference, CancellationToken ct)
    {
        var start = $"{account.Account}:{reference}:";
        return await db.BankReceipts.AnyAsync(receipt => receipt.Provider == PaymentProviders.Bank && (receipt.EventId == eventId || receipt.EventId.StartsWith(start)), ct)
            || await db.PaymentEffects.AnyAsync(effect => effect.Provider == PaymentProviders.Bank && effect.ObjectId.StartsWith(start), ct);
    }
}
