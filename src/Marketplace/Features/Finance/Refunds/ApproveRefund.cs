using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Refunds;

/// <summary>The first of the four eyes, who writes down where the money goes; the second transfers it there. It is kept encrypted, as producers' accounts are.</summary>
public sealed record ApproveRefund(RefundId Id, RefundAccount Account, UserId Officer) : ICommand<Result>, IMoneyDecision
{
    public UserId? DecidedBy => Officer;

    public MoneyOf Concerns => MoneyOf.TheRefund(Id);
}

internal sealed class ApproveRefundValidator : AbstractValidator<ApproveRefund>
{
    public ApproveRefundValidator()
    {
        RuleFor(command => command.Account.Bank).Must(text => Typing.IsLine(text, 2, 100)).WithErrorCode("finance.refund-bank-needed").OverridePropertyName("Form.Bank");

        // Abroad an account may be an IBAN, of at most 34 letters and digits.
        RuleFor(command => command.Account.Number).Must(number => number.Length is >= 6 and <= 34 && number.All(char.IsAsciiLetterOrDigit))
            .WithErrorCode("finance.refund-number-wrong").OverridePropertyName("Form.Number");
        RuleFor(command => command.Account.Holder).Must(text => Typing.IsLine(text, 2, 100)).WithErrorCode("finance.refund-holder-needed").OverridePropertyName("Form.Holder");
    }
}

internal sealed class ApproveRefundHandler(MarketplaceDb db, ColumnProtector protector, TimeProvider clock) : IRequestHandler<ApproveRefund, Result>
{
    public async Task<Result> Handle(ApproveRefund request, CancellationToken cancellationToken)
    {
        if (await db.Refunds.SingleOrDefaultAsync(refund => refund.Id == request.Id, cancellationToken) is not { } refund)
        {
            return FinanceRefusals.NotFound;
        }

        var approved = refund.Approve(request.Officer, protector.Account(refund.Id, request.Account));
        if (!approved.Succeeded)
        {
            return approved;
        }

        db.AuditEvents.Add(new AuditEvent
        {
            At = clock.GetUtcNow(),
            ActorId = request.Officer,
            Action = "refund.approve",
            Subject = AuditSubject.Of(refund.Id),
            Detail = $"{request.Account.Bank} …{request.Account.Number[^4..]}",
        });
        return Result.Ok;
    }
}
