using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Studio.Members;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Settings;

/// <summary>One person's permission for one purpose, as a form names it.</summary>
public readonly record struct PermissionChoice(PersonId Person, ConsentPurpose Purpose)
{
    public override string ToString() => $"{Person.Value:N}:{Purpose}";

    public static PermissionChoice? Parse(string? text) => (text ?? "").Split(':') is [var person, var purpose]
        && Guid.TryParseExact(person, "N", out var id) && Enum.TryParse<ConsentPurpose>(purpose, out var known) && Enum.IsDefined(known)
            ? new PermissionChoice(new PersonId(id), known)
            : null;
}

internal static class Permitting
{
    /// <summary>All but selling, which is given with the application and ends with the shop.</summary>
    public static readonly IReadOnlyList<ConsentPurpose> Purposes = [ConsentPurpose.PublicProfile, ConsentPurpose.Statistics, ConsentPurpose.PublicEthnicity];

    public static readonly Refusal Choose = new("studio.consent-choose", nameof(SettingsForm.Permission));
    public static readonly Refusal NotYours = new("studio.consent-not-yours", nameof(SettingsForm.Permission));

    extension(MarketplaceDb db)
    {
        /// <summary>Those of the shop's people of today for whom someone may give a permission.</summary>
        public async Task<List<PersonId>> PeopleSpokenForBy(Actor actor, bool isRepresentative, ProducerId producer, DateOnly today, CancellationToken ct)
        {
            var people = await db.Memberships.AsNoTracking().In(producer, today).Select(membership => membership.PersonId).Distinct().ToListAsync(ct);
            var accounts = (await db.Users.Where(user => user.PersonId != null && people.Contains(user.PersonId.Value)).Select(user => new { Person = user.PersonId!.Value, user.Id }).ToListAsync(ct))
                .ToLookup(account => account.Person, account => account.Id);
            return people.FindAll(person => accounts[person].Any() ? actor.UserId is { } user && accounts[person].Contains(user.Value) : isRepresentative);
        }
    }
}
