using Marketplace.Domain.Catalog;
using Marketplace.Domain.Origin;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Marketplace.Features.Listings.Certificates;

public sealed class CertificateForm
{
    public CertificateKind? Kind { get; set; }

    public string? Stars { get; set; }

    public string? Number { get; set; }

    public string? Issuer { get; set; }

    public string? ValidFrom { get; set; }

    public string? ValidUntil { get; set; }

    [BindNever, ValidateNever]
    public CertificatesPage Page { get; set; } = CertificatesPage.None;

    internal AddCertificate Command(ActingFor acting, ProductId product) => new(
        acting.ProducerId, acting.Actor, product, Kind, TypedNumber.Whole(Stars), Typing.Tidy(Number), Typing.Tidy(Issuer), Typing.Day(ValidFrom), Typing.Day(ValidUntil));
}
