using Marketplace.Domain.Catalog;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Marketplace.Features.Listings.Lots;

public sealed class LotForm
{
    public string? Code { get; set; }

    public string? MadeOn { get; set; }

    public List<Guid> Makers { get; set; } = [];

    [BindNever, ValidateNever]
    public LotsPage Page { get; set; } = LotsPage.None;

    internal AddLot Command(ActingFor acting, ProductId product) =>
        new(acting.ProducerId, acting.Actor, product, Typing.Tidy(Code), Typing.Day(MadeOn), Makers);
}
