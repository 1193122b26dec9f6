using Marketplace.Domain.Programme;

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
