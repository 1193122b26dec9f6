using Marketplace.Domain.Accounts;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Web;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Marketplace.Features.Studio.Apply;

public sealed class ApplyForm
{
    public Guid Token { get; set; }

    public ProducerKind? Kind { get; set; }

    public string? NameVi { get; set; }

    public string? NameEn { get; set; }

    public int? ProvinceId { get; set; }

    public int? UnitId { get; set; }

    public string? AddressLine { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public string? MemberCount { get; set; }

    public string? RegistrationNumber { get; set; }

    public List<PersonForm> People { get; set; } = [];

    public bool AcceptsTerms { get; set; }

    /// <summary>Which button was pressed: nothing to apply, "communes", "add" or "remove".</summary>
    public string? Step { get; set; }

    [BindNever, ValidateNever]
    public ApplyChoices Choices { get; set; } = ApplyChoices.None;

    internal ApplyToSell Command(UserId user) => new(
        new ProducerId(Token), user, Kind, Typing.Tidy(NameVi), Typing.Tidy(NameEn), ProvinceId, UnitId, Typing.Tidy(AddressLine), Typing.Tidy(Phone), Typing.Tidy(Email),
        TypedNumber.Whole(MemberCount), [.. People.Select(person => person.Applying())], AcceptsTerms)
    {
        RegistrationNumber = Typing.Tidy(RegistrationNumber),
    };
}

public sealed class PersonForm
{
    public string? FullName { get; set; }

    public string? SharePercent { get; set; }

    public string? Gender { get; set; }

    public string? EthnicGroup { get; set; }

    public bool PublicProfile { get; set; }

    public bool Statistics { get; set; }

    public bool PublicEthnicity { get; set; }

    public bool TellsMore => Genders.IsStated(Gender) || !string.IsNullOrEmpty(EthnicGroup);

    internal ApplyingPerson Applying() => new(
        Typing.Tidy(FullName), TypedNumber.Whole(SharePercent), Genders.Read(Gender), Typing.Tidy(EthnicGroup), PublicProfile, Statistics, PublicEthnicity);
}
