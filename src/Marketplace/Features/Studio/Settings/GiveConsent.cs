using FluentValidation;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Studio.Members;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Settings;

/// <summary>
/// Gives a permission, for the first time or again: a row of its own with the text's version, beside those that were withdrawn. Everybody gives their own; for
/// those without an account the representative does, as on the application.
/// </summary>
public sealed record GiveConsent(
    ProducerId Producer, Actor Actor, bool IsRepresentative, PersonId Person, ConsentPurpose Purpose, Gender Gender, string EthnicGroup) : ICommand<Result>, ITransactional;

internal sealed class GiveConsentValidator : AbstractValidator<GiveConsent>
{
    public GiveConsentValidator()
    {
        RuleFor(command => command.Purpose).Must(purpose => Permitting.Purposes.Contains(purpose)).WithErrorCode(Permitting.Choose.Code).OverridePropertyName(Permitting.Choose.Field);
        RuleFor(command => command.Gender).Must(gender => Enum.IsDefined(gender)).WithErrorCode("studio.gender-unknown");
    }
}

internal sealed class GiveConsentHandler(MarketplaceDb db, SensitiveReader sensitive, ColumnProtector protector, TimeProvider clock) : IRequestHandler<GiveConsent, Result>
{
    public async Task<Result> Handle(GiveConsent command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (!(await db.PeopleSpokenForBy(command.Actor, command.IsRepresentative, command.Producer, now.VietnamDay(), ct)).Contains(command.Person))
        {
            return Permitting.NotYours;
        }

        if (await db.Consents.InForce().AnyAsync(
            consent => consent.ProducerId == command.Producer && consent.PersonId == command.Person && consent.Purpose == command.Purpose, ct))
        {
            return Result.Ok;
        }

        var person = await db.Persons.SingleAsync(person => person.Id == command.Person, ct);
        if (await State(command, person, ct) is { } refused)
        {
            return refused;
        }

        var given = new Consent
        {
            Id = ConsentId.New(),
            PersonId = person.Id,
            ProducerId = command.Producer,
            Purpose = command.Purpose,
            TextVersion = ConsentTexts.Version,
            GivenAt = now,
        };
        db.Consents.Add(given);
        db.AuditEvents.Add(new AuditEvent { At = now, ActorId = command.Actor.UserId, Action = "consent.give", Subject = AuditSubject.Of(given.Id), Detail = $"{given.Purpose} {given.TextVersion}" });

        // Pressed twice at once, both touch the shop, so that one finds what the other gave.
        var producer = await db.Producers.SingleAsync(producer => producer.Id == command.Producer, ct);
        db.Entry(producer).Property(shop => shop.MemberCount).IsModified = true;
        if (command.Purpose == ConsentPurpose.PublicEthnicity && producer.PublicEthnicGroupId is null
            && await db.Memberships.In(command.Producer, now.VietnamDay()).AnyAsync(membership => membership.PersonId == person.Id && membership.Role == MembershipRole.Representative, ct))
        {
            producer.PublicEthnicGroupId = await People(command, ct);
        }

        return Result.Ok;
    }

    /// <summary>Keeps what is stated with the permission it is stated for, and nothing more.</summary>
    private async Task<Refusal?> State(GiveConsent command, Person person, CancellationToken ct)
    {
        if (command.Purpose == ConsentPurpose.PublicProfile)
        {
            return null;
        }

        if (command.EthnicGroup is not "" && !await db.EthnicGroups.AnyAsync(group => group.Slug == command.EthnicGroup, ct))
        {
            return new Refusal("studio.people-unknown", nameof(command.EthnicGroup));
        }

        if (command.EthnicGroup is "" && command.Purpose == ConsentPurpose.PublicEthnicity && person.EthnicityCipher is null)
        {
            return new Refusal("studio.people-needed", nameof(command.EthnicGroup));
        }

        if (command.EthnicGroup is not "")
        {
            person.EthnicityCipher = protector.Ethnicity(person.Id, command.EthnicGroup);
        }

        if (command.Purpose == ConsentPurpose.Statistics && command.Gender != Gender.NotStated)
        {
            person.Gender = command.Gender;
        }

        return null;
    }

    private async Task<int?> People(GiveConsent command, CancellationToken ct)
    {
        var slug = command.EthnicGroup is not "" ? command.EthnicGroup : await sensitive.Ethnicity(command.Person, command.Actor.UserId, "people shown with the shop", ct);
        return await db.EthnicGroups.Where(group => group.Slug == slug).Select(group => (int?)group.Id).SingleOrDefaultAsync(ct);
    }
}
