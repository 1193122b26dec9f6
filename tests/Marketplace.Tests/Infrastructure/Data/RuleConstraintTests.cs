using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Infrastructure.Data;

/// <summary>Of two rules for the same day one would be charged and the other shown, so the database keeps one.</summary>
public sealed class RuleConstraintTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 1, 1);
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, 3)]
    [InlineData(ProducerKind.Household, null)]
    [InlineData(ProducerKind.Household, 3)]
    public async Task A_kind_and_region_have_one_fee_from_a_day_on_also_where_they_mean_all(ProducerKind? kind, int? region)
    {
        await _market.Given(
            Fee(null, null, Day.AddDays(1)), Fee(null, 3, Day.AddDays(1)), Fee(ProducerKind.Household, null, Day.AddDays(1)), Fee(ProducerKind.Household, 3, Day.AddDays(1)),
            Fee(null, null, Day), Fee(null, 3, Day), Fee(ProducerKind.Household, null, Day), Fee(ProducerKind.Household, 3, Day), Fee(ProducerKind.Group, 3, Day), Fee(null, 2, Day));

        await Assert.ThrowsAsync<DbUpdateException>(() => _market.Given(Fee(kind, region, Day)));
    }

    [Fact]
    public async Task A_kind_has_one_tax_at_home_and_one_abroad_from_a_day_on()
    {
        await _market.Given(Tax(100, 50), Tax(0, 50, isExport: true));

        await Assert.ThrowsAsync<DbUpdateException>(() => _market.Given(Tax(100, 50)));
    }

    [Theory]
    [InlineData(-1, 50)]
    [InlineData(10_001, 50)]
    [InlineData(100, -1)]
    [InlineData(100, 10_001)]
    public async Task No_tax_is_below_nothing_or_above_all(int vat, int pit) => await Assert.ThrowsAsync<DbUpdateException>(() => _market.Given(Tax(vat, pit)));

    private static FeeRule Fee(ProducerKind? kind, int? region, DateOnly from) => new() { Kind = kind, Region = region, BasisPoints = 500, ValidFrom = from, Source = "test" };

    private static TaxRule Tax(int vat, int pit, bool isExport = false) =>
        new() { Kind = ProducerKind.Household, IsExport = isExport, VatBasisPoints = vat, PitBasisPoints = pit, ValidFrom = Day, Source = "test" };
}
