using Marketplace.Domain.Rules;
using Marketplace.Domain.Shipping;
using Marketplace.Features.Rules.Show;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Rules;

public sealed class NewRulesTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    /// <summary>A change is a new row with its first day; the row before it is left as it was.</summary>
    [Fact]
    public async Task The_page_shows_the_rows_that_orders_go_by()
    {
        await (await Stall.In(_market)).Open();
        var first = new DateOnly(2026, 7, 1);
        await _market.Given(
            new PolicyValue { Code = PolicyCodes.CashOnDeliveryCap, Value = 3_000_000, ValidFrom = first, Source = "new" },
            new FeeRule { BasisPoints = 400, ValidFrom = first, Source = "new" },
            new ShippingRate { Zone = "national", MaxGrams = 1000, PriceDong = 39_000, MinDays = 3, MaxDays = 5, ValidFrom = first });

        var before = await _market.Send(new ShowRules(first.AddDays(-1)));
        var after = await _market.Send(new ShowRules(first));

        Assert.Equal((5_000_000, 3_000_000), (Cap(before), Cap(after)));
        Assert.Equal((500, 400), (Fee(before), Fee(after)));
        Assert.Equal([35_000, 82_000], Postage(before));
        Assert.Equal([39_000], Postage(after));
    }

    private static long Cap(RulesModel rules) => rules.Policies.Single(policy => policy.Code == PolicyCodes.CashOnDeliveryCap).Value;

    private static int Fee(RulesModel rules) => rules.Fees.Single(fee => fee.Kind is null && fee.Region is null).BasisPoints;

    private static IEnumerable<long> Postage(RulesModel rules) => rules.Postage.Single(zone => zone.Zone == "national").Prices.Select(price => price.PriceDong);
}
