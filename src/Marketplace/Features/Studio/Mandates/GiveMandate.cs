using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;
using SiteAddress = Marketplace.Infrastructure.Configuration.SiteAddress;

namespace Marketplace.Features.Studio.Mandates;

/// <summary>Lets a helper act for the shop within a scope for some months. Given again to the same helper, it takes the place of the former one.</summary>
public sealed record GiveMandate(
    ProducerId Producer, Actor Actor, bool IsRepresentative, string Login, MandateScope? Scope, long? Months) : ICommand<Result>, ITransactional;

internal sealed class GiveMandateValidator : AbstractValidator<GiveMandate>
{
    public GiveMandateValidator()
    {
        RuleFor(command => command.Login).Must(text => Login.Parse(text) is not null).WithErrorCode("studio.invite-login-wrong");
        RuleFor(command => command.Scope).Must(scope => scope is MandateScope.Listings or MandateScope.Orders or MandateScope.All).WithErrorCode("studio.scope-required");
        RuleFor(command => command.Months).Must(months => months is { } some && Mandate.Lengths.Any(length => length == some)).WithErrorCode("studio.months-required");
    }
}

internal sealed class GiveMandateHandler(MarketplaceDb db, ProducerContacts contacts, Outbox outbox, SiteAddress site, TimeProvider clock) : IRequestHandler<GiveMandate, Result>
{
    /// <summary>In force at once; more hands than this are members, not helpers.</summary>
    public const int Most = 10;

    public async Task<Result> Handle(GiveMandate command, CancellationToken ct)
    {
        if (!command.IsRepresentative)
        {
            return MandateRefusals.RepresentativeOnly;
        }

        // Only those the market has named helpers: nobody learns here who has an account, and nobody is talked into letting a stranger in.
        var helper = await db.Users.SignsInAs(Login.Parse(command.Login)!.Value)
            .SingleOrDefaultAsync(user => db.UserRoles.Any(has => has.UserId == user.Id && db.Roles.Any(role => role.Id == has.RoleId && role.Name == Roles.Helper)), ct);
        if (helper is null)
        {
            return new Refusal("studio.helper-unknown", nameof(command.Login));
        }

        var now = clock.GetUtcNow();
        var inForce = await db.Mandates.InForce(now).Where(mandate => mandate.ProducerId == command.Producer).ToListAsync(ct);
        var made = Mandate.Give(command.Producer, helper.UserId, command.Scope!.Value, (int)command.Months!.Value, now);
        var former = inForce.FindAll(mandate => mandate.HelperId == made.HelperId);
        if (former.Exists(mandate => mandate.Scope == made.Scope && mandate.Until == made.Until))
        {
            // Pressed twice.
            return Result.Ok;
        }

        if (inForce.Count - former.Count >= Most)
        {
            return new Refusal("studio.too-many-helpers", nameof(command.Login), Most);
        }

        former.ForEach(mandate => mandate.Revoke(now));
        db.Mandates.Add(made);
        db.AuditEvents.Add(new AuditEvent
        {
            At = now,
            ActorId = command.Actor.UserId,
            Action = "mandate.give",
            Subject = AuditSubject.Of(command.Producer),
            Detail = $"{made.Id.Value} {made.HelperId.Value} {made.Scope} {made.Until:O}",
        });
        outbox.TellOfGiven(made, helper, await contacts.Of(command.Producer, ct), site);
        return Result.Ok;
    }
}

internal static class MandateRefusals
{
    public static readonly Refusal RepresentativeOnly = new("studio.mandates-representative-only");
    public static readonly Refusal NotFound = new("studio.mandate-gone");
}
