using Marketplace.Domain.Catalog;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Marketplace.Features.Listings.Details;

public sealed class DetailsForm
{
    public int? CategoryId { get; set; }

    public List<int> TechniqueIds { get; set; } = [];

    public string? NameEn { get; set; }

    public string? StoryEn { get; set; }

    public string? MaterialsVi { get; set; }

    public string? MaterialsEn { get; set; }

    public string? CareVi { get; set; }

    public string? CareEn { get; set; }

    public string? Method { get; set; }

    public string? MakingHours { get; set; }

    /// <summary>In centimetres, as people measure.</summary>
    public string? Length { get; set; }

    public string? Width { get; set; }

    public string? Height { get; set; }

    public string? WeightGrams { get; set; }

    public int? ProvinceId { get; set; }

    public int? UnitId { get; set; }

    public List<string> Declared { get; set; } = [];

    public string? Seen { get; set; }

    /// <summary>"communes": only show the communes of the province.</summary>
    public string? Step { get; set; }

    [BindNever, ValidateNever]
    public string NameVi { get; set; } = "";

    /// <summary>Another name or kind makes them wait to be verified again, which is said beforehand.</summary>
    [BindNever, ValidateNever]
    public bool HasVerifiedPapers { get; set; }

    [BindNever, ValidateNever]
    public string Root { get; set; } = "";

    [BindNever, ValidateNever]
    public DetailChoices Choices { get; set; } = DetailChoices.None;

    internal SetDetails Command(ActingFor acting, ProductId product) => new(
        acting.ProducerId, acting.Actor, product, CategoryId, TechniqueIds, Typing.Tidy(NameEn), Typing.Tidy(StoryEn), Typing.Tidy(MaterialsVi), Typing.Tidy(MaterialsEn),
        Typing.Tidy(CareVi), Typing.Tidy(CareEn), Typing.Tidy(Method), TypedNumber.Whole(MakingHours), TypedNumber.Tenths(Length), TypedNumber.Tenths(Width), TypedNumber.Tenths(Height),
        TypedNumber.Whole(WeightGrams), ProvinceId, UnitId)
    {
        Declared = Declared,
        Seen = Seen,
    };
}
