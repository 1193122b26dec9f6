using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Remittances;

/// <summary>The courier handed over the cash of one part: what arrived and what it kept make up what the buyer paid.</summary>
public sealed record RecordRemittance(string PartNumber, long ReceivedDong, long CourierFeeDong, string Reference, UserId? Officer) : ICommand<Result>, ITransactional;

internal sealed class RecordRemittanceValidator : AbstractValidator<RecordRemittance>
{
    private const long Most = 9_999_999_999;

    public RecordRemittanceValidator()
    {
        RuleFor(command => command.ReceivedDong).InclusiveBetween(0, Most).WithErrorCode("finance.amount-needed").OverridePropertyName("Form.ReceivedDong");
        RuleFor(command => command.ReceivedDong).NotEqual(0).WithErrorCode("finance.nothing-received").OverridePropertyName("Form.ReceivedDong");
        RuleFor(command => command.CourierFeeDong).InclusiveBetween(0, Most).WithErrorCode("finance.amount-needed").OverridePropertyName("Form.CourierFeeDong");
        RuleFor(command => command.Reference).IsBankReference();
    }
}

internal sealed class RecordRemittanceHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<RecordRemittance, Result>
{
    public async Task<Result> Handle(RecordRemittance request, CancellationToken cancellationToken)
    {
        var order = await db.OrderOfPart(request.PartNumber, cancellationToken);
        var part = order?.Parts.Single(part => part.Number == request.PartNumber);
        if (order is null || part is null || order.Method != PaymentMethod.CashOnDelivery || part.Status != ProducerOrderStatus.Delivered)
        {
            return FinanceRefusals.NotFound;
        }

        if (part.SettledAt is not null)
        {
            return FinanceRefusals.AlreadyDecided;
        }

        if (request.ReceivedDong + request.CourierFeeDong != part.GoodsDong + part.ShippingDong)
        {
            return FinanceRefusals.DoesNotAddUp;
        }

        var now = clock.GetUtcNow();
        db.LedgerTransactions.Add(LedgerEntries.Remittance(order, part, request.ReceivedDong, request.CourierFeeDong, now));
        order.SettlePart(part.Id, now);
        if (await db.PaymentAttempts.SingleOrDefaultAsync(attempt => attempt.OrderId == order.Id && attempt.IsLive, cancellationToken) is { } attempt)
        {
            var isLast = order.Parts.All(other => other.SettledAt is not null || other.Status is ProducerOrderStatus.Declined or ProducerOrderStatus.Cancelled or ProducerOrderStatus.Returned);
            attempt.Collect(new Money(part.ChargedMinor, order.Charged.Currency), isLast, now);
        }

        db.AuditEvents.Add(new AuditEvent
        {
            At = now,
            ActorId = request.Officer,
            Action = "cod.remittance",
            Subject = AuditSubject.OfPart(part.Number),
            Detail = request.Reference.Trim(),
        });
        return Result.Ok;
    }
}
