using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Payments.Bank;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Settings;

/// <summary>What a member sees and may change of their shop. The bank account is opened through the reader that logs, for the representative only.</summary>
public sealed record ShowSettings(ProducerId Producer, Actor Actor, UserId Reader, bool IsRepresentative, bool WithBank = true) : IQuery<SettingsModel>;

public sealed record SettingsModel(
    string Slug, bool IsRepresentative, bool IsPaused, string StoryVi, string StoryEn, string Phone, string Email, bool HasBank, string BankEnding, IReadOnlyList<ConsentRow> Consents,
    IReadOnlyList<ChoiceItem> MayPermit, IReadOnlyList<SelectListItem> Peoples)
{
    public string TextVersion => ConsentTexts.Version;

    /// <summary>A co-operative has dozens: each person's are folded together under their name.</summary>
    public IReadOnlyList<IGrouping<Guid, ConsentRow>> ByPerson => [.. Consents.GroupBy(consent => consent.PersonId).OrderBy(person => person.First().Person, VietnameseOrder.Names)];

    public IEnumerable<SelectListItem> Genders { get; } = [.. Enum.GetValues<Gender>().Select(gender => new SelectListItem(Texts.Get("studio.gender." + gender), gender.ToString()))];

    /// <summary>Whether it stands in the business register, and its number there.</summary>
    public bool IsRegistered { get; init; }

    public string RegistrationNumber { get; init; } = "";

    /// <summary>By the names people know; the number that banks use stays out of sight.</summary>
    public IReadOnlyList<SelectListItem> Banks { get; init; } = [];
}

/// <param name="IsReaders">The reader may take it back: it is their own, or they represent the shop.</param>
public sealed record ConsentRow(Guid Id, Guid PersonId, string Person, ConsentPurpose Purpose, string TextVersion, DateTimeOffset GivenAt, DateTimeOffset? WithdrawnAt, bool IsReaders)
{
    /// <summary>Selling rests on it as long as the shop is open, so it ends with the shop and not here.</summary>
    public bool CanBeWithdrawn => IsReaders && WithdrawnAt is null && Purpose != ConsentPurpose.Selling;
}

internal sealed class ShowSettingsHandler(MarketplaceDb db, SensitiveReader sensitive, Banks banks, TimeProvider clock) : IRequestHandler<ShowSettings, SettingsModel>
{
    public async Task<SettingsModel> Handle(ShowSettings query, CancellationToken ct)
    {
        var producer = await db.Producers.AsNoTracking().SingleAsync(producer => producer.Id == query.Producer, ct);
        var bank = query is { IsRepresentative: true, WithBank: true } ? await sensitive.Bank(producer.Id, query.Reader, "settings page", ct) : null;
        var spokenFor = await db.PeopleSpokenForBy(query.Actor, query.IsRepresentative, query.Producer, clock.GetUtcNow().VietnamDay(), ct);
        var consents = await db.Consents.AsNoTracking()
            .Where(consent => consent.ProducerId == query.Producer)
            .OrderBy(consent => consent.GivenAt).ThenBy(consent => consent.Purpose)
            .Select(consent => new ConsentRow(
                consent.Id.Value, consent.PersonId.Value, db.Persons.Where(person => person.Id == consent.PersonId).Select(person => person.FullName).First(), consent.Purpose, consent.TextVersion,
                consent.GivenAt, consent.WithdrawnAt, query.IsRepresentative || spokenFor.Contains(consent.PersonId)))
            .ToListAsync(ct);

        return new SettingsModel(
            producer.Slug, query.IsRepresentative, producer.IsPaused, producer.StoryVi, producer.StoryEn, producer.Phone, producer.Email, producer.BankCipher is not null,
            bank?.Ending ?? "", consents, await MayPermit(query.Producer, spokenFor, ct), await Peoples(ct))
        {
            IsRegistered = RegistrationNumbers.HasOne(producer.Kind),
            RegistrationNumber = producer.RegistrationNumber,
            Banks = [.. banks.All.Where(one => !one.Deprecated).DistinctBy(one => one.Bin).OrderBy(one => one.ShortName, StringComparer.OrdinalIgnoreCase).Select(one => new SelectListItem(one.ShortName, one.Bin))],
        };
    }

    /// <summary>What the reader may permit that is not permitted: never given, or withdrawn.</summary>
    private async Task<List<ChoiceItem>> MayPermit(ProducerId producer, List<PersonId> people, CancellationToken ct)
    {
        var names = await db.Persons.AsNoTracking().Where(person => people.Contains(person.Id)).OrderBy(person => person.FullName).Select(person => new { person.Id, person.FullName }).ToListAsync(ct);
        var given = (await db.Consents.AsNoTracking().InForce().Where(consent => consent.ProducerId == producer)
            .Select(consent => new { consent.PersonId, consent.Purpose }).ToListAsync(ct)).ConvertAll(consent => new PermissionChoice(consent.PersonId, consent.Purpose));
        return
        [
            .. from person in names
               from purpose in Permitting.Purposes
               let choice = new PermissionChoice(person.Id, purpose)
               where !given.Contains(choice)
               select new ChoiceItem(choice.ToString(), person.FullName, Texts.Get("studio.consent." + purpose)),
        ];
    }

    private async Task<List<SelectListItem>> Peoples(CancellationToken ct)
    {
        var peoples = await db.EthnicGroups.AsNoTracking().Select(group => new { group.Slug, group.NameVi, group.NameEn }).ToListAsync(ct);
        return [.. peoples.Select(group => new SelectListItem(Languages.Pick(group.NameVi, group.NameEn), group.Slug)).OrderBy(item => item.Text, VietnameseOrder.Names)];
    }
}
