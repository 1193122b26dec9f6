using FluentValidation;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Payments.Bank;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Rules;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;
using SiteAddress = Marketplace.Infrastructure.Configuration.SiteAddress;

namespace Marketplace.Features.Studio.Settings;

/// <summary>
/// Says where the shop is paid. Only its representative may, with their password; the account is stored encrypted. Everybody who represents the shop, or did
/// in the last month, is told, and after a change payouts wait for some days.
/// </summary>
public sealed record SetBankAccount(ProducerId Producer, Actor Actor, bool IsRepresentative, string Bin, string Number, string Holder, string Password) : ICommand<Result>;

internal sealed class SetBankAccountValidator : AbstractValidator<SetBankAccount>
{
    public SetBankAccountValidator(Banks banks)
    {
        RuleFor(command => command.Bin).Must(bin => banks.All.Any(bank => bank.Bin == bin)).WithErrorCode("studio.bank-bin-wrong");
        RuleFor(command => command.Number).Must(number => number.Length is >= 6 and <= 19 && number.All(char.IsAsciiLetterOrDigit)).WithErrorCode("studio.bank-number-wrong");
        RuleFor(command => command.Holder).Must(text => Typing.IsLine(text, 2, 100)).WithErrorCode("studio.bank-holder-required");
    }
}

internal sealed class SetBankAccountHandler(
    MarketplaceDb db, ColumnProtector protector, SensitiveReader sensitive, PasswordAgain again, RuleBook rules, ProducerContacts contacts, Outbox outbox,
    SiteAddress site, TimeProvider clock)
    : IRequestHandler<SetBankAccount, Result>
{
    public async Task<Result> Handle(SetBankAccount command, CancellationToken ct)
    {
        if (!command.IsRepresentative || command.Actor.UserId is not { } actor)
        {
            return new Refusal("studio.bank-representative-only");
        }

        var user = await db.Users.SingleAsync(user => user.Id == actor.Value, ct);
        if (await again.Refuse(user, command.Password, nameof(command.Password), ct) is { } refusal)
        {
            return refusal;
        }

        var producer = await db.Producers.SingleAsync(producer => producer.Id == command.Producer, ct);
        var account = new BankAccount(command.Bin, command.Number, command.Holder);
        var former = await sensitive.Bank(producer.Id, actor, "change of the account", ct);
        if (account == former)
        {
            // Pressed twice: nothing changes, and nothing has to wait.
            return Result.Ok;
        }

        var now = clock.GetUtcNow();
        var waitUntil = now.AddDays((await rules.On(now.VietnamDay(), ct)).Policy(PolicyCodes.BankChangeHoldDays));
        producer.PayTo(protector.Bank(producer.Id, account), waitUntil);
        db.AuditEvents.Add(new AuditEvent
        {
            At = now,
            ActorId = actor,
            Action = "producer.bank",
            Subject = AuditSubject.Of(producer.Id),
            Detail = $"{former?.Ending} > {account.Ending}".TrimStart(),
        });
        outbox.TellOfAccount(
            new BankChange(former?.Ending ?? "", account.Ending, user.DisplayName, now, waitUntil), await contacts.All(producer.Id, now.VietnamDay(), ct), site);
        return Result.Ok;
    }
}
