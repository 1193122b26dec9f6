using FluentValidation;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;

namespace Marketplace.Features.Listings.Prices;

/// <summary>Sets prices and stock, and adds or takes away variants. Takes effect at once, also on sale.</summary>
public sealed record SetPrices(
    ProducerId Producer, Actor Actor, ProductId Product, IReadOnlyList<PricedVariant> Variants, SupplyKind? Supply, long? LeadTimeDays) : ICommand<Result>, ITransactional, IProducerAct
{
    /// <summary>What the page showed; nothing where there was none.</summary>
    public string? Seen { get; init; }

    public string About => Product.Value.ToString();
}

/// <param name="Id">Nothing for a new one.</param>
/// <param name="NameVi">Empty when there is one only.</param>
/// <param name="NameEn">May stay empty.</param>
/// <param name="PriceDong">Of one.</param>
/// <param name="Stock">Pieces that can be promised from now on.</param>
/// <param name="SeenStock">What the maker saw when typing it; someone may have bought meanwhile.</param>
/// <param name="Remove">Take it away.</param>
/// <param name="NewId">What a new one is called. The same one sent again is the same variant.</param>
public sealed record PricedVariant(VariantId? Id, string NameVi, string NameEn, long? PriceDong, long? Stock, long? SeenStock, bool Remove, VariantId? NewId = null);

internal sealed class SetPricesValidator : AbstractValidator<SetPrices>
{
    public const long LeastDong = 1_000;
    public const long MostDong = 1_000_000_000;
    public const int MostStock = 100_000;
    public const int MostVariants = 20;

    public SetPricesValidator()
    {
        RuleFor(command => command.Variants).Must(variants => variants.Any(variant => !variant.Remove)).WithErrorCode("listings.variants-count");
        RuleFor(command => command.Supply).Must(supply => supply is { } one && Enum.IsDefined(one)).WithErrorCode("listings.supply-unknown");
        RuleFor(command => command.LeadTimeDays).Must(days => days is >= 0 and <= 180).WithErrorCode("listings.lead-time-range");
        RuleForEach(command => command.Variants).ChildRules(variant =>
        {
            variant.RuleFor(one => one.NewId).NotEqual(default(VariantId)).WithErrorCode("errors.stale-form").OverridePropertyName(nameof(PricedVariant.NameVi));
            variant.RuleFor(one => one.PriceDong).Must((one, price) => one.Remove || price is >= LeastDong and <= MostDong)
                .WithErrorCode("listings.price-range").WithState(_ => new object[] { Infrastructure.Localization.Format.Dong(LeastDong), Infrastructure.Localization.Format.Dong(MostDong) });
            variant.RuleFor(one => one.Stock).Must((one, stock) => one.Remove || stock is >= 0 and <= MostStock).WithErrorCode("listings.stock-range");
            variant.RuleFor(one => one.NameVi).Must(text => Typing.IsLine(text, 0, 80)).WithErrorCode("listings.variant-name-long");
            variant.RuleFor(one => one.NameEn).Must(text => Typing.IsLine(text, 0, 80)).WithErrorCode("listings.variant-name-long");
        });
    }
}
