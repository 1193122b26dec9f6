using Marketplace.Domain.Programme;
using Marketplace.Infrastructure.Seeding;
using Marketplace.Infrastructure.Seeding.Reference;

namespace Marketplace.Tests.Domain;

public sealed class HeadlineIndicatorsTests
{
    private static readonly UnitFigures Worked = new()
    {
        ValueDong = 1_000_000,
        FeeDong = 100_000,
        PayableDong = 900_000,
        PayableFromBatchDong = 500_000,
        PayableDeclaredDong = 220_000,
        UnallocatedDong = 180_000,
        WomenDong = 300_000,
        StatedGenderDong = 400_000,
        NotStatedGenderDong = 20_000,
        DifficultDong = 125_000,
        ExportDong = 250_000,
        MinorityPersons = 7,
        ListedWithSales = 2,
        Listed = 16,
    };

    [Theory]
    [InlineData("B1", 1_000_000)]
    [InlineData("C1", 720_000)]
    [InlineData("C2", 7_200)]
    [InlineData("A1", 7)]
    [InlineData("D1", 7_500)]
    [InlineData("D3", 1_250)]
    [InlineData("A3", 1_250)]
    [InlineData("E1", 250_000)]
    public void Worked_by_hand(string code, long expected) => Assert.Equal(expected, HeadlineIndicators.Compute(code, Worked).Amount);

    /// <summary>What the rules of quality say, as the definitions in force word them.</summary>
    [Theory]
    [InlineData("A1", 950, 40, 10, "A")]
    [InlineData("A1", 900, 90, 10, "B")]
    [InlineData("A1", 900, 10, 90, "C")]
    [InlineData("C1", 950, 40, 10, "A")]
    [InlineData("C1", 900, 90, 10, "B")]
    [InlineData("C1", 900, 10, 90, "C")]
    public void Allocated_money_is_as_good_as_the_weakest_record_that_carries_more_than_a_twentieth(string code, long batch, long ledger, long declared, string quality)
    {
        Assert.Equal(quality, HeadlineIndicators.Compute(code, new UnitFigures { ValueDong = 1_000, PayableDong = 1_000, PayableFromBatchDong = batch, PayableFromLedgerDong = ledger, PayableDeclaredDong = declared }).Quality);
        var rule = DataFiles.BesideTheApplication.Rows<ProgrammeFiles.IndicatorRow>("indicators.csv").Single(row => row.Code == code).QualityFlagRule;
        Assert.StartsWith("A if allocation comes from a batch record or the seller is one person; B if from a member ledger; C if from declared shares;", rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("C2", 900, "A")]
    [InlineData("C2", 700, "B")]
    [InlineData("C2", 690, "C")]
    public void The_makers_share_is_as_good_as_the_part_that_is_allocated(string code, long allocated, string quality) =>
        Assert.Equal(quality, HeadlineIndicators.Compute(code, new UnitFigures { ValueDong = 1_000, PayableDong = 1_000, PayableFromBatchDong = allocated }).Quality);

    [Theory]
    [InlineData("A3", "no-list")]
    [InlineData("D3", "no-list")]
    public void Without_a_list_the_reason_is_said_and_no_zero(string code, string reason)
    {
        var measure = HeadlineIndicators.Compute(code, Worked with { Listed = null });

        Assert.Equal((null, reason), (measure.Amount, measure.Reason));
    }

    [Fact]
    public void Shares_of_nothing_say_so()
    {
        Assert.Equal("no-sales", HeadlineIndicators.Compute("C2", UnitFigures.Nothing).Reason);
        Assert.Equal("nobody-stated", HeadlineIndicators.Compute("D1", Worked with { StatedGenderDong = 0, WomenDong = 0 }).Reason);
        Assert.Equal("above-commune", HeadlineIndicators.Compute("A3", Worked with { IsCommune = true }).Reason);
    }

    [Theory]
    [InlineData("2026-Q3", "2026-Q2", "2025-Q3")]
    [InlineData("2026-01", "2025-12", "2025-01")]
    public void Periods_know_their_neighbours(string code, string previous, string year)
    {
        var period = ProgrammePeriod.Parse(code)!.Value;

        Assert.Equal((code, previous, year), (period.Code, period.Previous.Code, period.YearBefore.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026")]
    [InlineData("2026-13")]
    [InlineData("2026-Q5")]
    [InlineData("2026-Q3; DROP TABLE")]
    [InlineData("٢٠٢٦-٠١")]
    [InlineData("9999-01")]
    public void Anything_else_is_no_period(string code) => Assert.Null(ProgrammePeriod.Parse(code));
}
