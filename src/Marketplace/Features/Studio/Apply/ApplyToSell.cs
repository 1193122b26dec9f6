using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;

namespace Marketplace.Features.Studio.Apply;

/// <summary>Asks to sell here. The first of the people is the representative and belongs to the account that applies. Answers the producer's slug.</summary>
/// <param name="Token">Becomes the producer's identifier, so that sending the form twice makes one producer.</param>
public sealed record ApplyToSell(
    ProducerId Token, UserId User, ProducerKind? Kind, string NameVi, string NameEn, int? ProvinceId, int? UnitId, string AddressLine, string Phone, string Email,
    long? MemberCount, IReadOnlyList<ApplyingPerson> People, bool AcceptsTerms) : ICommand<Result<string>>, ITransactional
{
    /// <summary>Of a company or co-operative; others have none to tell.</summary>
    public string RegistrationNumber { get; init; } = "";
}

/// <summary>One of the people. Gender and people are optional, and only kept for the purposes ticked.</summary>
public sealed record ApplyingPerson(
    string FullName, long? SharePercent, Gender Gender, string EthnicGroup, bool PublicProfile, bool Statistics, bool PublicEthnicity);

internal sealed class ApplyToSellValidator : AbstractValidator<ApplyToSell>
{
    public const int MostPeople = 30;

    public ApplyToSellValidator()
    {
        RuleFor(command => command.Kind).Must(kind => kind is { } one && Enum.IsDefined(one)).WithErrorCode("studio.kind-required");
        RuleFor(command => command.RegistrationNumber).Must((command, number) => number.Length <= RegistrationNumbers.LongestTyped && (!RegistrationNumbers.HasOne(command.Kind) || RegistrationNumbers.Of(number) is not null))
            .WithErrorCode("studio.registration-required");
        RuleFor(command => command.NameVi).Must(text => Typing.IsLine(text, 2, 120) && text.Count(char.IsLetter) >= 2).WithErrorCode("studio.name-required");
        RuleFor(command => command.NameEn).Must(text => Typing.IsLine(text, 0, 120)).WithErrorCode("studio.name-too-long");
        RuleFor(command => command.ProvinceId).NotNull().WithErrorCode("studio.province-required");
        RuleFor(command => command.UnitId).NotNull().WithErrorCode("studio.commune-required");
        RuleFor(command => command.AddressLine).Must(text => Typing.IsLine(text, 1, 200)).WithErrorCode("studio.address-required");
        RuleFor(command => command.Phone).Must(phone => Infrastructure.Messaging.Phone.ToE164(phone) is not null).WithErrorCode("studio.phone-required");
        RuleFor(command => command.Email).Must(Typing.IsEmailOrEmpty).WithErrorCode("studio.email-wrong");
        RuleFor(command => command.MemberCount).Must(count => count is null or (>= 1 and <= 10_000)).WithErrorCode("studio.member-count-range");
        RuleFor(command => command.People).Must(people => people.Count is >= 1 and <= MostPeople).WithErrorCode("studio.people-required");
        RuleFor(command => command.People).Must(people => people.Sum(person => person.SharePercent is >= 0 and <= 100 ? person.SharePercent.Value : 0) <= 100)
            .WithErrorCode("studio.shares-over-whole");
        RuleForEach(command => command.People).ChildRules(person =>
        {
            person.RuleFor(one => one.FullName).Must(text => Typing.IsLine(text, 1, 120)).WithErrorCode("studio.person-name-required");
            person.RuleFor(one => one.SharePercent).Must(share => share is null or (>= 0 and <= 100)).WithErrorCode("studio.share-range");
            person.RuleFor(one => one.Gender).Must(gender => Enum.IsDefined(gender)).WithErrorCode("studio.gender-unknown");
            person.RuleFor(one => one.Gender).Must((one, gender) => gender == Gender.NotStated || one.Statistics).WithErrorCode("studio.gender-needs-consent");
            person.RuleFor(one => one.EthnicGroup).Must((one, group) => group is "" || one.Statistics || one.PublicEthnicity)
                .WithErrorCode("studio.ethnicity-needs-consent");
        });
        RuleFor(command => command.AcceptsTerms).Equal(true).WithErrorCode("studio.terms-required");
    }
}
