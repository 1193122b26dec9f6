using Marketplace.Domain.Producers;
using Marketplace.Features.Studio.Apply;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Marketplace.Features.Studio.Application;

public sealed class ApplicationForm
{
    public string? NameVi { get; set; }

    public string? NameEn { get; set; }

    public int? ProvinceId { get; set; }

    public int? UnitId { get; set; }

    public string? AddressLine { get; set; }

    public string? MemberCount { get; set; }

    public string? RegistrationNumber { get; set; }

    [BindNever, ValidateNever]
    public ProducerKind Kind { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    /// <summary>Of who changes the telephone or the address; never shown again.</summary>
    public string? ContactPassword { get; set; }

    /// <summary>"communes": only show the communes of the province.</summary>
    public string? Step { get; set; }

    [BindNever, ValidateNever]
    public ApplyChoices Choices { get; set; } = ApplyChoices.None;

    [BindNever, ValidateNever]
    public string Slug { get; set; } = "";

    [BindNever, ValidateNever]
    public ProducerStatus Status { get; set; }

    [BindNever, ValidateNever]
    public DateTimeOffset AppliedAt { get; set; }

    [BindNever, ValidateNever]
    public string ReviewMessage { get; set; } = "";

    [BindNever, ValidateNever]
    public string Place { get; set; } = "";

    public bool IsRejected => Status == ProducerStatus.Rejected;

    public bool CanBeChanged => Status == ProducerStatus.ChangesRequested;
}
