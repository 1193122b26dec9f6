using Marketplace.Domain.Catalog;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Shipping;
using Marketplace.Infrastructure.Seeding.Demo;

namespace Marketplace.Tests.Infrastructure.Seeding;

public sealed class DemoPastTests
{
    private static readonly DateTimeOffset Start = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Without a responsible person in the Union nothing is sent there: not in the invented past either, which every other country goes on having.</summary>
    [Fact]
    public void Countries_that_are_closed_have_no_orders_in_the_invented_past()
    {
        var (open, closed) = (Countries(isUnionOpen: true), Countries(isUnionOpen: false));

        Assert.Equal(["AU", "CA", "DE", "FR", "GB", "JP", "US", "VN"], open.Order(StringComparer.Ordinal));
        Assert.Equal(["AU", "CA", "GB", "JP", "US", "VN"], closed.Order(StringComparer.Ordinal));
    }

    private static HashSet<string> Countries(bool isUnionOpen)
    {
        DemoOffer[] offers = [.. Enumerable.Range(0, 20).Select(number => new DemoOffer(VariantId.New(), ProducerId.New(), $"khan-{number}", 0, Start, false, "", 3))];
        var destinations = ((string, bool)[])[("FR", true), ("DE", true), ("US", false), ("AU", false), ("JP", false), ("GB", false), ("CA", false)];
        var past = new DemoPast(
            offers, [new DemoHome(1, 2)],
            destinations.ToDictionary(one => one.Item1, one => new Destination { CountryCode = one.Item1, Zone = "far", CurrencyCode = "EUR", IsEu = one.Item2, IsOpen = isUnionOpen || !one.Item2 }),
            Start, End);
        return [.. past.Draw(1_500).Select(order => order.Address.CountryCode)];
    }
}
